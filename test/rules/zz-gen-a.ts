import { readFileSync, writeFileSync, readdirSync } from 'node:fs';
import { carryOut } from '../../server/src/analysis/carryOut';
import { analyseFiles, asFixtureFinding } from '../support/analyseFiles';
import { applyChange } from '../support/applyChange';
import { readFixture, rewriteMarkers } from '../support/fixture';
import { kindOfTitle } from './checkFix';

const dir = '/tmp/fx-a';
for (const name of readdirSync(dir).filter((f) => f.endsWith('.md'))) {
  const rule = name.replace('.md', '');
  const draft = readFileSync(`${dir}/${name}`, 'utf8');
  try {
    const cases = readFixture(draft);
    const actual = new Map();
    const shown = new Set<string>();
    const blocks = new Map<string, string>();
    for (const each of cases) {
      const analysis = analyseFiles(each.files, each.settings as never);
      for (const f of (analysis as any).failures) console.log('FAILURE', rule, each.name, f.error);
      actual.set(
        each.name,
        analysis.findings.map((f) => asFixtureFinding(f, each.files.get(f.at.file) ?? '')),
      );
      console.log(`${rule} | ${each.name}`);
      for (const f of analysis.findings)
        console.log(`    ${f.severity} ${f.rule} ${f.at.file}: ${f.message}`);
      let out = '';
      for (const finding of analysis.findings.filter((f) => f.rule === rule))
        for (const fix of finding.fixes()) {
          const kind = kindOfTitle(fix.title);
          if (shown.has(kind)) continue;
          const change = carryOut(fix, analysis.files);
          if (!change) {
            console.log('    CANNOT CARRY OUT', fix.title);
            continue;
          }
          shown.add(kind);
          const after = applyChange(each.files, change);
          for (const [file, text] of after) {
            if (text === each.files.get(file)) continue;
            const lang = /ya?ml$/.test(file) ? 'yaml' : /php$/.test(file) ? 'php' : 'sh';
            out += `After fix "${fix.title}", \`${file}\`\n\n\`\`\`${lang}\n${text.replace(/\n$/, '')}\n\`\`\`\n\n`;
          }
          const left = analyseFiles(after, each.settings as never).findings;
          console.log(`    FIX ${fix.title} -> ${left.map((f) => f.rule).join(' ')}`);
        }
      blocks.set(each.name, out);
    }
    let text = rewriteMarkers(draft, actual);
    const parts = text.split(/^(?=## )/m);
    text =
      parts
        .map((p) => {
          const h = /^## +(.*\S)/.exec(p)?.[1];
          const b = h ? blocks.get(h) : undefined;
          return b ? `${p.trimEnd()}\n\n${b}` : p;
        })
        .join('')
        .trimEnd() + '\n';
    writeFileSync(`test/rules/${name}`, text);
  } catch (e) {
    console.log('BROKEN', name, e);
  }
}
