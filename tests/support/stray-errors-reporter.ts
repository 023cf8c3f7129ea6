import fs from 'node:fs'
import path from 'node:path'
import type { Reporter, SerializedError, TestModule } from 'vitest/node'

/** The errors of a file before its first test, and of what its groups do before and after all of theirs. */
const errorsOf = (module: TestModule): readonly string[] =>
  [module, ...module.children.allSuites()].flatMap((group) =>
    group.errors().map((error) => {
      const where = group.type === 'suite' ? `${module.relativeModuleId} › ${group.fullName}` : module.relativeModuleId
      return `${where}, outside of its tests: ${error.message}\n${error.stack ?? ''}`
    }),
  )

/**
 * Notes the errors that belong to no test: of hooks, rejections nobody handled, workers that ended. Vitest fails the whole run
 * for one of them and says so far above the last lines, if at all in its report; `run-all.mjs` says them again at its end.
 */
export default class StrayErrors implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const texts = errors.map((error) => {
      const where = [error.VITEST_TEST_PATH, error.VITEST_TEST_NAME]
        .filter((name) => typeof name === 'string')
        .join(' › ')
      return `while ${where === '' ? 'no test' : where} ran, outside of any test: ${error.message}\n${error.stack ?? ''}`
    })
    const file = path.resolve(import.meta.dirname, '../../test-results/stray-errors.json')
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, JSON.stringify([...modules.flatMap(errorsOf), ...texts]))
  }
}
