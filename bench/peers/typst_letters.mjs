// Print letters with Typst: typst_letters.mjs LETTER.json FONT.ttf COUNT OUT_FOLDER MODULES
//
// One compiler makes them all, so that it keeps what letters have in common, as ours does.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const [file, font, count, out, modules] = process.argv.slice(2);
const { NodeCompiler } = createRequire(modules + '/')('@myriaddreamin/typst-ts-node-compiler');
const letter = JSON.parse(readFileSync(file));
const compiler = NodeCompiler.create({ workspace: out, fontArgs: [{ fontPaths: [dirname(font)] }] });
const quoted = s => '#' + JSON.stringify(s) + '\n\n';
const head = '#set page(paper: "a4", margin: (left: 28mm, rest: 20mm))\n' +
  '#set text(font: "Noto Serif CJK SC", size: 12pt, lang: "zh")\n#set par(justify: true, first-line-indent: 2em)\n';
for (let i = 0; i < Number(count); i++) {
  const name = letter.people[i % letter.people.length];
  const body = letter.paragraphs.map(p => quoted(p.replaceAll('{name}', name))).join('');
  writeFileSync(`${out}/${i}.pdf`, compiler.pdf({ mainFileContent: head + '#align(center, text(22pt)[' + quoted(letter.title).trim() + '])\n\n' + body }));
}
