// The page: a list of operations, and the one that the address's fragment names.

import { element, prose } from "./dom.js";
import { RequestForm } from "./form.js";
import { Schemas } from "./schema.js";
import { pretty } from "./send.js";

const main = document.getElementById("main");
const list = document.getElementById("operations");
const filter = document.getElementById("filter");

async function start() {
  const answer = await fetch("openapi.json");
  if (!answer.ok) throw new Error(`openapi.json: ${answer.status}`);
  const specification = await answer.json();
  const schemas = new Schemas(specification);
  const operations = [...read(specification)];
  const show = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const chosen = operations.find(({ operation }) => operation.operationId === id);
    main.replaceChildren(...(chosen ? details(chosen, schemas) : overview(specification)));
    showList(specification, operations, id);
    main.scrollIntoView();
  };
  filter.addEventListener("input", () => showList(specification, operations, decodeURIComponent(location.hash.slice(1))));
  addEventListener("hashchange", show);
  show();
}

function* read({ paths }) {
  for (const [path, item] of Object.entries(paths)) {
    for (const method of ["get", "post"]) {
      if (item[method]) yield { path, method, item, operation: item[method] };
    }
  }
}

function showList({ tags }, operations, current) {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ path, operation: { operationId, summary } }) =>
    words.every((word) => `${path} ${operationId} ${summary}`.toLowerCase().includes(word));
  list.replaceChildren(...tags.flatMap(({ name }) => {
    const found = operations.filter((each) => each.operation.tags.includes(name) && fits(each));
    return found.length ? [element("h2", {}, name), ...found.map(({ path, method, operation }) =>
      element("a", { href: `#${operation.operationId}`, "aria-current": operation.operationId === current ? "page" : undefined },
        operation.operationId, element("small", {}, `${method.toUpperCase()} ${path}`)))] : [];
  }));
}

function overview({ info, tags }) {
  return [
    element("h1", {}, info.title),
    element("p", { className: "quiet" }, `${info.summary} Version ${info.version}.`),
    ...prose(info.description),
    element("p", {}, "The whole document: ", element("a", { href: "openapi.json" }, "openapi.json"), "."),
    element("h2", {}, "Kinds of operations"),
    element("ul", {}, tags.map(({ name, description }) => element("li", {}, element("strong", {}, name), `: ${description}`))),
  ];
}

function details({ path, method, item, operation }, schemas) {
  const form = new RequestForm(path, method, item, operation, schemas);
  return [
    element("h1", {}, operation.summary),
    element("p", { className: "address" }, element("span", { className: "method" }, method.toUpperCase()), ` ${path}`),
    operation.deprecated ? element("p", { className: "deprecated" }, "Deprecated.") : "",
    ...prose(operation.description),
    operation.externalDocs ? element("p", {}, element("a", { href: operation.externalDocs.url, rel: "noreferrer" }, "About the task")) : "",
    element("h2", {}, "Try it"), form.view(),
    ...(operation.requestBody ? [element("h2", {}, "Request"), bodies(operation.requestBody.content, schemas)] : []),
    element("h2", {}, "Answers"),
    ...Object.entries(operation.responses).map(([status, response]) => {
      const { description, content = {} } = schemas.resolve(response);
      return element("details", { open: status === "200" },
        element("summary", {}, element("strong", {}, status), ` ${description}`), bodies(content, schemas));
    }),
  ];
}

function bodies(content, schemas) {
  return element("div", {}, Object.entries(content).map(([kind, { schema, examples = {} }]) => element("div", {},
    element("h3", {}, kind),
    schema ? schemas.view(schema) : element("p", { className: "quiet" }, "The bytes themselves."),
    Object.values(examples).map(({ summary, value }) => element("details", {},
      element("summary", {}, `Example: ${summary}`),
      element("pre", {}, typeof value === "string" ? pretty(value) : JSON.stringify(value, null, 2)))))));
}

start().catch((error) => main.replaceChildren(element("p", { className: "bad" }, `The document could not be read: ${error.message}`)));
