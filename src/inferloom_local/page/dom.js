// Elements without a framework. Text is always text: nothing from the document is read as HTML.

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in made && key !== "list") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== null));
  return made;
}

// Paragraphs, `code` and addresses: all the markup that descriptions have.
export function prose(text, kind = "p") {
  return (text ?? "").split(/\n\n+/).filter(Boolean).map((part) => element(kind, {}, ...inline(part)));
}

export function inline(text) {
  return text.split(/(`[^`]+`)/).filter(Boolean).map((part) =>
    part.startsWith("`") && part.length > 2 ? element("code", {}, part.slice(1, -1)) : part,
  );
}

export function selection(choices, properties = {}) {
  return element("select", properties,
    choices.map(([value, text]) => element("option", { value }, text ?? value)));
}
