import { performance } from 'node:perf_hooks'
import { expect, it, onTestFinished } from 'vitest'
import { watchLoopLag } from '#server/http/loop-lag.ts'

/** Keeps this process from doing anything else. */
function block(durationMs: number): void {
  const until = performance.now() + durationMs
  while (performance.now() < until);
}

it('tells how late the process is once it stays late, not after a single pause', async () => {
  const looks: number[] = []
  const lag = watchLoopLag()
  onTestFinished(() => lag.close())
  const nextLook = (): Promise<void> =>
    new Promise((resolve) => lag.onLook((lagMs) => (looks.push(lagMs), setImmediate(resolve))))
  await nextLook()
  block(800)
  await nextLook()
  expect(looks.at(-1)).toBeGreaterThan(500)
  expect(lag.lagMs()).toBeLessThan(400)
  block(800)
  await nextLook()
  expect(lag.lagMs()).toBeGreaterThan(500)
  await nextLook()
  expect(lag.lagMs()).toBeLessThan(400)
})
