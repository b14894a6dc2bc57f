// Subsets the two open typefaces to the letters of our four languages and copies their licences.
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import subsetFont from "subset-font";

const out = "static/fonts";
const root = "node_modules/@fontsource-variable";

function range(from, to) {
  let letters = "";
  for (let point = from; point <= to; point += 1) letters += String.fromCodePoint(point);
  return letters;
}

const latin = `${range(0x20, 0x7e)}${range(0xa0, 0xff)}ıŒœˆ˚˜–—‘’‚“”„†•…‹›€™←↑→↓−\u2009\u202f\u2011`;
const extended = `${range(0x100, 0x17f)}ȘșȚțẀẁẂẃẄẅỲỳ`;

const faces = [
  ["source-sans-3", "source-sans-3-latin-wght-normal", "source-sans-3-latin", latin, { min: 300, max: 800 }],
  ["source-sans-3", "source-sans-3-latin-ext-wght-normal", "source-sans-3-latin-ext", extended, { min: 300, max: 800 }],
  ["bricolage-grotesque", "bricolage-grotesque-latin-wght-normal", "bricolage-grotesque-latin", latin, { min: 400, max: 800 }],
  ["bricolage-grotesque", "bricolage-grotesque-latin-ext-wght-normal", "bricolage-grotesque-latin-ext", extended, { min: 400, max: 800 }],
];

export async function buildFonts() {
  await mkdir(out, { recursive: true });
  for (const [family, source, target, text, wght] of faces) {
    const font = await readFile(`${root}/${family}/files/${source}.woff2`);
    const subset = await subsetFont(font, text, { targetFormat: "woff2", variationAxes: { wght } });
    await writeFile(`${out}/${target}.woff2`, subset);
    console.log(`${target.padEnd(30)} ${(subset.length / 1024).toFixed(1)} KB`);
  }
  for (const family of ["source-sans-3", "bricolage-grotesque"]) {
    await copyFile(`${root}/${family}/LICENSE`, `${out}/${family}-LICENSE.txt`);
  }
}
