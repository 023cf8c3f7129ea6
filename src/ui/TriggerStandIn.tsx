import { type Ref, useEffect, useImperativeHandle } from 'react'

interface TriggerStandInProps {
  /** The button or link that is on the page already. */
  readonly of: () => HTMLElement | null
  /** Whether what opens describes it. */
  readonly isDescribed?: boolean
  readonly ref?: Ref<HTMLElement | null>
  /** Given by Radix to the trigger of a tooltip. */
  readonly 'aria-describedby'?: string | undefined
}

/**
 * Goes into a trigger of Radix, with `asChild`, in place of a button that was drawn before Radix had come: Radix anchors to that button
 * and gives the focus back to it. What opens it the button hears itself.
 */
export function TriggerStandIn({ of, isDescribed = true, ref, 'aria-describedby': described }: TriggerStandInProps) {
  useImperativeHandle<HTMLElement | null, HTMLElement | null>(ref, of, [of])
  useEffect(() => {
    const element = of()
    if (!element || !isDescribed || described === undefined) return undefined
    const before = element.getAttribute('aria-describedby')
    element.setAttribute('aria-describedby', before === null ? described : `${before} ${described}`)
    return () => {
      if (before === null) element.removeAttribute('aria-describedby')
      else element.setAttribute('aria-describedby', before)
    }
  }, [of, isDescribed, described])
  return null
}
