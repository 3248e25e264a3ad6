// Requests of the page, and their answers as they arrive.

import { element } from "./dom.js";

const SHOWN_EVENTS = 200;

// Send a request and show its answer in `place`, streams piece by piece.
export async function send({ url, init, place, signal }) {
  const began = performance.now();
  const status = element("p", { role: "status" }, "Waiting …");
  const body = element("div", { className: "answer" });
  place.replaceChildren(status, body);
  try {
    const answer = await fetch(url, { ...init, signal });
    const kind = (answer.headers.get("content-type") ?? "").split(";")[0];
    const said = () => status.replaceChildren(
      element("span", { className: answer.ok ? "good" : "bad" }, `${answer.status} ${answer.statusText}`),
      ` ${kind}, ${Math.round(performance.now() - began)} ms`,
    );
    said();
    if (kind === "text/event-stream") await showEvents(answer, body);
    else await showWhole(answer, kind, body);
    said();
    body.append(element("details", {}, element("summary", {}, "Headers"),
      element("pre", {}, [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n"))));
  } catch (error) {
    status.replaceChildren(element("span", { className: "bad" },
      error.name === "AbortError" ? "Stopped." : `No answer: ${error.message}`));
  }
}

async function showWhole(answer, kind, body) {
  const blob = await answer.blob();
  const family = kind.split("/")[0];
  const tag = { image: "img", audio: "audio", video: "video" }[family];
  if (tag) {
    const src = URL.createObjectURL(blob);
    body.append(element(tag, { src, controls: true, alt: "The answer" }),
      element("p", {}, element("a", { href: src, download: `answer.${kind.split("/")[1]}` }, "Save"), ` ${blob.size} bytes`));
    return;
  }
  const text = await blob.text();
  body.append(element("pre", {}, kind === "application/json" ? pretty(text) : text));
}

async function showEvents(answer, body) {
  const text = element("pre", { ariaLabel: "Text so far" });
  const events = element("pre", {});
  const counter = element("summary", {}, "Events");
  body.append(text, element("details", {}, counter, events));
  let count = 0;
  for await (const data of eventData(answer.body)) {
    count += 1;
    counter.textContent = `Events (${count})`;
    if (count <= SHOWN_EVENTS) events.append(`${data}\n`);
    text.append(newText(data));
  }
}

// The data of each server-sent event.
async function* eventData(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let lines = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + value).split(/\r\n|\n|\r(?!$)/);
    rest = parts.pop();
    for (const line of parts) {
      if (line === "" && lines.length) {
        yield lines.join("\n");
        lines = [];
      } else if (line.startsWith("data:")) {
        lines.push(line.slice(5).replace(/^ /, ""));
      }
    }
  }
}

// What an event adds to the text, in the three formats that there are.
function newText(data) {
  try {
    const chunk = JSON.parse(data);
    const choice = chunk.choices?.[0];
    const failed = chunk.error && `\n[${chunk.error.message ?? chunk.error}]`;
    return failed || (choice?.delta?.content ?? choice?.text ?? (chunk.token?.special ? "" : chunk.token?.text)) || "";
  } catch {
    return ""; // the end marker
  }
}

export function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
