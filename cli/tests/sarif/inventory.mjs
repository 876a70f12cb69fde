// Validates each line on standard input with docs/inventory.schema.json, and checks that the schema refuses what it should.
// Ends with status 1 and what is wrong.
import Ajv from "ajv";
import { readFileSync } from "node:fs";

const schema = JSON.parse(readFileSync(new URL("../../../docs/inventory.schema.json", import.meta.url), "utf8"));
const validate = new Ajv({ allErrors: true }).compile(schema);

const lines = readFileSync(0, "utf8").split("\n").filter((line) => line !== "");
if (lines.length === 0) {
  console.error("there is no inventory");
  process.exit(1);
}
for (const line of lines) {
  const inventory = JSON.parse(line);
  if (!validate(inventory)) {
    console.error(JSON.stringify(validate.errors, null, 2));
    process.exit(1);
  }
  if (validate({ ...inventory, further: 1 }) || validate({ ...inventory, keys: undefined, claims: 1 })) {
    console.error("the schema accepts what is no inventory");
    process.exit(1);
  }
}
