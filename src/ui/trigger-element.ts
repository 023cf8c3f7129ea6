import { cloneElement, type ReactElement } from 'react'

type Props = Readonly<Record<string, unknown>>

/** A button or link that opens something. */
export type Trigger = ReactElement<Props>

/**
 * The trigger with what it needs to open something. What it says of itself stands; its own handlers hear first, and what they have
 * taken (`preventDefault`) is not heard here.
 */
export function withTriggerProps(trigger: Trigger, added: Props): Trigger {
  const own = Object.entries(trigger.props).filter(([, value]) => value !== undefined)
  const props: Record<string, unknown> = { ...added, ...Object.fromEntries(own) }
  for (const [name, listener] of Object.entries(added)) {
    const first = trigger.props[name]
    if (isListener(listener) && isListener(first))
      props[name] = (event: { readonly defaultPrevented: boolean }) => {
        first(event)
        if (!event.defaultPrevented) listener(event)
      }
  }
  return cloneElement(trigger, props)
}

const isListener = (value: unknown): value is (event: unknown) => void => typeof value === 'function'
