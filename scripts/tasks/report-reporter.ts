import { writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';
import type { FileReport, TestReport, VitestReport } from './vitest-report.ts';

/** Names the file that the report is written to; vitest gives a reporter no options of ours. */
export const reportFileVariable = 'VIRAL_SCAN_TEST_REPORT';

const longestError = 300;

/** Vitest's JSON reporter leaves out projects, errors of hooks, unhandled errors and times of files. */
export default class ReportReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const report: VitestReport = {
      files: modules.map(reportFile),
      unhandledErrors: unhandled.map(firstLine),
    };
    const file = process.env[reportFileVariable];
    if (file !== undefined) writeFileSync(file, JSON.stringify(report));
  }
}

function reportFile(module: TestModule): FileReport {
  const { environmentSetupDuration, prepareDuration, collectDuration, setupDuration, duration } =
    module.diagnostic();
  const suites = [...module.children.allSuites()];
  return {
    project: module.project.name,
    path: module.relativeModuleId,
    durationMs:
      environmentSetupDuration + prepareDuration + collectDuration + setupDuration + duration,
    state: module.state(),
    errors: [...module.errors(), ...suites.flatMap((suite) => suite.errors())].map(firstLine),
    tests: [...module.children.allTests()].map(reportTest),
  };
}

function reportTest(test: TestCase): TestReport {
  const { state, errors } = test.result();
  const error = errors?.[0];
  return { name: test.fullName, state, ...(error && { error: firstLine(error) }) };
}

function firstLine({ name, message, stack }: Partial<SerializedError>): string {
  const text = message || stack || name || 'an error that says nothing';
  // Colours would hide the line from who searches for it.
  const [line = ''] = stripVTControlCharacters(text).trim().split(/\r?\n/);
  return line.length > longestError ? `${line.slice(0, longestError)}…` : line;
}
