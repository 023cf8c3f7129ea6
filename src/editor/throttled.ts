/** Calls at most every so often, the last call never lost. */
export function throttled<Args extends readonly unknown[]>(
  everyMs: number,
  call: (...args: Args) => void,
): ((...args: Args) => void) & { readonly cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let next: Args | undefined
  const run = (): void => {
    timer = undefined
    if (!next) return
    const args = next
    next = undefined
    timer = setTimeout(run, everyMs)
    call(...args)
  }
  const ask = (...args: Args): void => {
    next = args
    if (timer === undefined) run()
  }
  return Object.assign(ask, {
    cancel: () => {
      clearTimeout(timer)
      timer = undefined
      next = undefined
    },
  })
}
