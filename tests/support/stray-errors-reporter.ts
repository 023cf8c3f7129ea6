import fs from 'node:fs'
import path from 'node:path'
import type { Reporter, SerializedError, TestModule } from 'vitest/node'

/**
 * Notes the errors that belong to no test: rejections nobody handled, workers that ended. Vitest fails the whole run for one of
 * them and says so far above the last lines; `run-all.mjs` says them again at its end.
 */
export default class StrayErrors implements Reporter {
  onTestRunEnd(_modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const texts = errors.map((error) => {
      const where = [error.VITEST_TEST_PATH, error.VITEST_TEST_NAME]
        .filter((name) => typeof name === 'string')
        .join(' › ')
      return `while ${where === '' ? 'no test' : where} ran, outside of any test: ${error.message}\n${error.stack ?? ''}`
    })
    const file = path.resolve(import.meta.dirname, '../../test-results/stray-errors.json')
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, JSON.stringify(texts))
  }
}
