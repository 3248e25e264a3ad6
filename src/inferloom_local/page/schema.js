// A JSON Schema as a tree that opens step by step, so that schemas may refer to themselves.

import { element, inline } from "./dom.js";

const LIMITS = [
  ["minimum", "≥"], ["exclusiveMinimum", ">"], ["maximum", "≤"], ["exclusiveMaximum", "<"],
  ["minLength", "min length"], ["maxLength", "max length"], ["minItems", "min items"],
  ["maxItems", "max items"], ["pattern", "matches"],
];

export class Schemas {
  constructor(specification) {
    this.specification = specification;
  }

  // What a reference leads to, with what stands beside it.
  resolve(node) {
    const { $ref, ...beside } = node ?? {};
    if (!$ref) return node ?? {};
    const steps = $ref.slice(2).split("/").map((s) => s.replaceAll("~1", "/").replaceAll("~0", "~"));
    const found = steps.reduce((at, step) => at?.[step], this.specification);
    return { ...this.resolve(found), ...beside };
  }

  view(schema) {
    const node = this.resolve(schema);
    return element("div", {}, this.headline(node), this.inside(node));
  }

  headline(node) {
    const parts = [element("span", { className: "type" }, this.type(node))];
    const limits = LIMITS.filter(([key]) => key in node).map(([key, sign]) => `${sign} ${node[key]}`);
    if (node.enum) parts.push(" ", element("span", { className: "quiet" }, node.enum.map((v) => JSON.stringify(v)).join(" · ")));
    if (limits.length) parts.push(" ", element("span", { className: "quiet" }, limits.join(", ")));
    if (node.description) parts.push(element("div", { className: "quiet" }, ...inline(node.description)));
    return parts;
  }

  type(node) {
    if (node.title) return node.title;
    if ("const" in node) return JSON.stringify(node.const);
    const choices = node.anyOf ?? node.oneOf;
    if (choices) return choices.map((choice) => this.type(this.resolve(choice))).join(" or ");
    if (node.type === "array") return `list of ${this.type(this.resolve(node.items))}`;
    if (node.contentMediaType) return `${node.contentMediaType}${node.contentEncoding ? ` as ${node.contentEncoding}` : ""}`;
    if (Array.isArray(node.type)) return node.type.join(" or ");
    return node.type ?? (node.enum ? "one of" : "anything");
  }

  // The parts of a schema; parts with parts of their own are made when they are opened.
  inside(node) {
    if (node.contentSchema) return this.view(node.contentSchema);
    if (node.properties) {
      const required = new Set(node.required ?? []);
      return element("ul", { className: "schema" }, Object.entries(node.properties).map(([name, child]) =>
        element("li", {},
          element("span", { className: "name" }, name), " ",
          required.has(name) ? element("span", { className: "required" }, "required ") : "",
          this.part(this.resolve(child)))));
    }
    if (node.items) return this.inside(this.resolve(node.items));
    const choices = (node.anyOf ?? node.oneOf ?? []).map((choice) => this.resolve(choice));
    if (!choices.some((choice) => this.hasParts(choice))) return undefined;
    return element("ul", { className: "schema" }, choices.map((choice) => element("li", {}, this.part(choice))));
  }

  part(node) {
    const line = this.headline(node);
    if (!this.hasParts(node)) return element("span", {}, line);
    const details = element("details", {}, element("summary", {}, line));
    details.addEventListener("toggle", () => details.append(this.inside(node) ?? ""), { once: true });
    return details;
  }

  hasParts(node) {
    if (node.properties || node.contentSchema) return true;
    if (node.items) return this.hasParts(this.resolve(node.items));
    return (node.anyOf ?? node.oneOf ?? []).some((choice) => this.hasParts(this.resolve(choice)));
  }
}
