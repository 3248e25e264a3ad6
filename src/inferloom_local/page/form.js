// The form of one operation: its parameters, its body, and the request that they make.

import { element, selection } from "./dom.js";
import { pretty, send } from "./send.js";

const JSON_KIND = "application/json";

export class RequestForm {
  constructor(path, method, item, operation, schemas) {
    Object.assign(this, { path, method, operation, schemas });
    this.parameters = (item.parameters ?? []).map((p) => this.parameter(schemas.resolve(p)));
    this.content = operation.requestBody?.content ?? {};
    this.kind = Object.keys(this.content)[0];
    this.bodyPlace = element("div", {});
    this.curl = element("pre", {});
    this.answer = element("section", { ariaLabel: "Answer" });
    this.sendButton = element("button", { className: "main", type: "submit" }, "Send");
    this.stopButton = element("button", { type: "button", disabled: true, onclick: () => this.abort?.abort() }, "Stop");
  }

  view() {
    const kinds = Object.keys(this.content);
    const form = element("form", { onsubmit: (event) => { event.preventDefault(); this.submit(); }, oninput: () => this.showCurl() },
      this.parameters.map(({ name, field }) => element("label", {}, name, field)),
      kinds.length > 1 ? element("label", {}, "Body", selection(kinds.map((k) => [k]), {
        onchange: (event) => { this.kind = event.target.value; this.showBody(); },
      })) : undefined,
      this.bodyPlace,
      element("p", {}, this.sendButton, " ", this.stopButton),
      element("details", { ontoggle: () => this.showCurl() }, element("summary", {}, "As a curl command"), this.curl),
    );
    this.showBody();
    return element("div", {}, form, this.answer);
  }

  parameter({ name, schema, description }) {
    const field = schema?.enum
      ? selection(schema.enum.map((value) => [value]), { title: description })
      : element("input", { required: true, title: description });
    return { name, field };
  }

  // The part of the form that depends on the kind of the body.
  showBody() {
    this.read = () => undefined;
    const parts = [];
    if (this.kind === JSON_KIND) parts.push(...this.jsonBody(this.content[this.kind]));
    else if (this.kind) parts.push(this.fileBody());
    this.bodyPlace.replaceChildren(...parts);
    this.showCurl();
  }

  fileBody() {
    const file = element("input", { type: "file", accept: this.kind, required: true });
    this.read = () => file.files[0];
    this.headers = () => ({ "content-type": file.files[0]?.type || "application/octet-stream" });
    this.shown = () => `--data-binary @${quoted(file.files[0]?.name ?? "FILE")}`;
    return element("label", {}, "File", file);
  }

  jsonBody(media) {
    const text = element("textarea", { spellcheck: false, ariaLabel: "Body as JSON" });
    const examples = Object.entries(media.examples ?? {});
    const show = (value) => { text.value = JSON.stringify(value, null, 2); this.showCurl(); };
    this.read = () => {
      text.setAttribute("aria-invalid", String(pretty(text.value) === text.value && !isJson(text.value)));
      return text.value;
    };
    this.headers = () => ({ "content-type": JSON_KIND });
    this.shown = () => `--data ${quoted(compact(text.value))}`;
    text.value = JSON.stringify(examples[0]?.[1].value ?? this.skeleton(media.schema), null, 2);
    const parts = [text];
    if (examples.length > 1) {
      parts.unshift(element("label", {}, "Example", selection(
        examples.map(([key, { summary }]) => [key, summary]),
        { onchange: (event) => show(media.examples[event.target.value].value) },
      )));
    }
    for (const name of this.fileMembers(media.schema)) {
      parts.push(element("label", {}, `Put a file into ${name}`, element("input", {
        type: "file",
        onchange: async (event) => {
          const encoded = await base64(event.target.files[0]);
          show({ ...(isJson(text.value) ? JSON.parse(text.value) : {}), [name]: encoded });
        },
      })));
    }
    return parts;
  }

  // Required members, with values of their types.
  skeleton(schema) {
    const node = this.schemas.resolve(schema);
    if (node.enum) return node.enum[0];
    if (node.anyOf) return this.skeleton(node.anyOf[0]);
    if (node.type === "object") {
      return Object.fromEntries((node.required ?? []).map((name) => [name, this.skeleton(node.properties?.[name])]));
    }
    return { array: [], integer: 0, number: 0, boolean: false }[node.type] ?? "";
  }

  fileMembers(schema) {
    const { properties = {} } = this.schemas.resolve(schema);
    return Object.keys(properties).filter((name) => this.schemas.resolve(properties[name]).contentEncoding === "base64");
  }

  // Relative to the page, so that it works behind a proxy with a path too.
  url() {
    const filled = this.parameters.reduce(
      (path, { name, field }) => path.replace(`{${name}}`, encodeURIComponent(field.value)), this.path);
    return new URL(filled.slice(1), new URL(".", document.baseURI));
  }

  init() {
    const init = { method: this.method.toUpperCase(), headers: { "x-wait-for-model": "1" } };
    if (this.kind) Object.assign(init.headers, this.headers());
    return this.kind ? { ...init, body: this.read() } : init;
  }

  async submit() {
    this.abort = new AbortController();
    this.sendButton.disabled = true;
    this.stopButton.disabled = false;
    await send({ url: this.url(), init: this.init(), place: this.answer, signal: this.abort.signal });
    this.sendButton.disabled = false;
    this.stopButton.disabled = true;
  }

  showCurl() {
    const headers = this.kind ? this.headers() : {};
    const lines = [`curl -X ${this.method.toUpperCase()} ${quoted(this.url().href)}`,
      ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`)];
    if (this.kind) lines.push(this.shown());
    this.curl.textContent = lines.join(" \\\n  ");
  }
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
const compact = (text) => (isJson(text) ? JSON.stringify(JSON.parse(text)) : text);

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}
