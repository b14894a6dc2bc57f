// Builds static/dist and static/fonts from assets/. Run with `npm run build`; the results are committed.
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import * as sass from "sass";
import { buildFonts } from "./fonts.mjs";

const out = "static/dist";
await mkdir(out, { recursive: true });
await mkdir("assets/licences", { recursive: true });

async function stylesheet(source, target) {
  const { css } = sass.compile(source, { style: "compressed", loadPaths: ["node_modules", "assets/scss"], quietDeps: true });
  // Our tokens always stand in :root: the kit's spare value behind each of its properties is dead weight.
  const lean = css.replace(/var\((--govuk-[a-z-]+),\s*#[0-9a-f]{3,8}\)/g, "var($1)");
  const { code } = await transform(lean, { loader: "css", minify: true, legalComments: "none", target: ["chrome109", "firefox115", "safari15"] });
  await writeFile(`${out}/${target}`, code);
  report(target, code);
}

// Mail carries its rules with it: the layout includes them and css-inline spreads them over the elements.
async function mailStyle() {
  const { css } = sass.compile("assets/scss/mail.scss", { style: "expanded" });
  await writeFile("templates/emails/style.html", `{# Built from assets/scss/mail.scss by npm run build. #}\n<style>\n${css}\n</style>\n`);
}

async function script(source, target, options = {}) {
  const result = await build({
    entryPoints: [source],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    legalComments: "none",
    write: false,
    ...options,
  });
  const code = result.outputFiles[0].text;
  await writeFile(`${out}/${target}`, code);
  report(target, code);
}

function report(name, code) {
  const size = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
  console.log(`${name.padEnd(22)} ${size(code.length).padStart(9)}  gzip ${size(gzipSync(code, { level: 9 }).length)}`);
}

await buildFonts();
await stylesheet("assets/scss/site.scss", "site.css");
await mailStyle();
await stylesheet("assets/scss/map.scss", "map.css");
await stylesheet("assets/scss/courses.scss", "courses.css");
await stylesheet("assets/scss/autocomplete.scss", "autocomplete.css");
await stylesheet("assets/scss/register.scss", "register.css");
await script("assets/js/site.mjs", "site.js");
await script("assets/js/map.mjs", "map.js");
await script("assets/js/autocomplete.mjs", "autocomplete.js", { format: "iife" });
await script("assets/js/partial.mjs", "partial.js");
await script("assets/js/recent.mjs", "recent.js");
await script("assets/js/autosave.mjs", "autosave.js");
await script("assets/js/register.mjs", "register.js");
await script("assets/js/door.mjs", "door.js");

// What the built files contain of others, with their terms. Outside static/: nothing of another brand is served.
const borrowed = { "accessible-autocomplete": "LICENSE.txt", "htmx.org": "LICENSE", leaflet: "LICENSE" };
for (const [name, file] of Object.entries(borrowed)) await copyFile(`node_modules/${name}/${file}`, `assets/licences/${name}.txt`);
