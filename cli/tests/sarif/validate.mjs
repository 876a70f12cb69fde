// Validates the document on standard input with the schema of SARIF 2.1.0 that Microsoft's package brings, and checks that
// the schema refuses what it should. Ends with status 1 and what is wrong.
import Ajv from "ajv";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const schema = require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
const ajv = new Ajv({ schemaId: "auto", allErrors: true });
ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json"));
const validate = ajv.compile(schema);

if (validate({ version: "2.1.0", runs: [{ results: [] }] })) {
  console.error("the schema accepts a run without a tool");
  process.exit(1);
}
if (!validate(JSON.parse(readFileSync(0, "utf8")))) {
  console.error(JSON.stringify(validate.errors, null, 2));
  process.exit(1);
}
