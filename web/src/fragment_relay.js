// Takes the fragment out of the history first, then posts it to the same path. All fields are added at once and the methods
// are those of the prototype: a field named like a method of the form hides it.
const fields = document.createDocumentFragment();
for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
  fields.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
}
history.replaceState(null, "", location.href.split('#')[0]);
document.forms[0].append(fields);
HTMLFormElement.prototype.submit.call(document.forms[0]);
