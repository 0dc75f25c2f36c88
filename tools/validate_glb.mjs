// node tools/validate_glb.mjs FILE…: Khronos gltf-validator; prints what it finds, exit status 1 on any error.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { validateBytes } = createRequire(new URL('../client/package.json', import.meta.url))('gltf-validator');
let errors = 0;
for (const file of process.argv.slice(2)) {
  const report = await validateBytes(new Uint8Array(readFileSync(file)), { maxIssues: 100 });
  const { numErrors, numWarnings, numInfos, messages } = report.issues;
  errors += numErrors;
  console.log(JSON.stringify({ file, errors: numErrors, warnings: numWarnings, infos: numInfos }));
  for (const m of messages.filter((m) => m.severity < 2)) console.log(`  ${m.code} ${m.pointer ?? ''} ${m.message}`);
}
process.exit(errors ? 1 : 0);
