import { selection } from 'd3-selection'

/** What one hears of a glide; `this` is the element that glides. */
type Listener = (this: Element) => void
/** Called at the start; what it gives is called in each frame with how far it is, 0..1 and eased. */
type Tween = (this: Element) => (this: Element, share: number) => void

/** Those that have not ended, by the element that glides. */
const glides = new WeakMap<Element, { readonly stop: () => void }>()

/** Ends a glide where it is. */
export const interrupt = (element: Element): void => glides.get(element)?.stop()

/**
 * Stands in for `d3-transition` in the app's bundle, which can move anything on a page. React Flow needs it for one thing: letting its
 * viewport glide until that arrives or somebody takes hold of it.
 */
function transition(this: { readonly node: () => Element }) {
  const element = this.node()
  const listeners: { readonly type: string | undefined; readonly listener: Listener }[] = []
  const beganAt = performance.now()
  let durationMs = 0
  let ease = (share: number): number => share
  let makeTween: Tween | undefined
  let move: ReturnType<Tween> | undefined
  const tell = (told: string): void => {
    for (const { type, listener } of listeners) if (type === told) listener.call(element)
  }
  const forget = (): void => {
    isOver = true
    cancelAnimationFrame(frame)
    glides.delete(element)
  }
  const step = (): void => {
    frame = requestAnimationFrame(step)
    if (!move) {
      tell('start')
      move = makeTween?.call(element)
    }
    // Each of these may lead to somebody ending it.
    if (isOver) return
    const share = Math.min(1, (performance.now() - beganAt) / durationMs)
    move?.call(element, share === 1 ? 1 : ease(share))
    if (share < 1 || isOver) return
    forget()
    tell('end')
  }
  interrupt(element)
  let isOver = false
  let frame = requestAnimationFrame(step)
  const stop = (): void => {
    forget()
    if (move) tell('interrupt')
  }
  glides.set(element, { stop })
  const glide = {
    selection: () => this,
    duration: (ms: number) => {
      durationMs = ms
      return glide
    },
    ease: (by: typeof ease) => {
      ease = by
      return glide
    },
    /** Types are written as `end.name`; the name, by which d3 would find it again, means nothing here. */
    on: (types: string, listener: Listener) => {
      for (const type of types.split(' ')) listeners.push({ type: type.split('.', 1)[0], listener })
      return glide
    },
    tween: (_name: string, make: Tween) => {
      makeTween = make
      return glide
    },
  }
  return glide
}

Object.assign(selection.prototype, {
  transition,
  interrupt(this: { readonly each: (use: Listener) => unknown }) {
    return this.each(function (this: Element) {
      interrupt(this)
    })
  },
})
