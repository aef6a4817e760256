// Adds up what nextest (JUnit) and Playwright (JSON) report and prints `N passed, N failed`; ends with 1 when anything failed.
// Usage: count.mjs steps playwright.json junit.xml …, where steps has lines `check|tests<TAB>ok|FAILED`.
import { readFileSync } from 'node:fs';

const [stepsFile, playwrightFile, ...junitFiles] = process.argv.slice(2);

const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
};

/** The totals stand on the outermost element. */
export function fromJunit(text) {
  const head = text.match(/<testsuites\b[^>]*>/)?.[0] ?? '';
  const number = (name) => Number(head.match(new RegExp(`\\b${name}="(\\d+)"`))?.[1] ?? 0);
  const failed = number('failures') + number('errors');
  return { passed: number('tests') - failed, failed };
}

/** A flaky test passed at last; a skipped one is neither. Errors outside tests, such as a broken file, count as failures. */
export function fromPlaywright(text) {
  const { stats, errors = [] } = JSON.parse(text);
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
}

const junits = junitFiles.map(read).filter(Boolean).map(fromJunit);
const playwright = read(playwrightFile);
const suites = [...junits, playwright && fromPlaywright(playwright)].filter(Boolean);
const steps = (read(stepsFile) ?? '').trim().split('\n').filter(Boolean).map((line) => line.split('\t'));
const broken = (kind) => steps.filter(([is, outcome]) => is === kind && outcome !== 'ok').length;

const passed = suites.reduce((sum, suite) => sum + suite.passed, 0);
const failedTests = suites.reduce((sum, suite) => sum + suite.failed, 0);
// A suite that broke shows its failed tests; one that broke without any (it did not compile) still counts.
const suitesWithFailures = suites.filter((suite) => suite.failed > 0).length;
const failed = failedTests + broken('check') + Math.max(0, broken('tests') - suitesWithFailures);

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
