import { createContext, use, useLayoutEffect, useState } from 'react'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Icon } from './icon.ts'

/** The menus of the menu bar, from left to right. */
export const ACTION_GROUPS = ['Journey', 'Edit', 'Insert', 'Arrange', 'View', 'Help'] as const
export type ActionGroup = (typeof ACTION_GROUPS)[number]

/** Something that one can do here, whichever way one comes to it: a key, a menu, the command palette. */
export interface Action {
  /** Stable, with dots: `edit.duplicate`. Of two actions with one id the later one counts. */
  readonly id: string
  /** A verb first, in sentence case: `Duplicate selection`. A function where it says what it would be about: `Undo move`. */
  readonly label: string | (() => string)
  readonly group: ActionGroup
  /** Entries of one section stand together in a menu, between lines; sections come in the order of their first action. */
  readonly section?: string
  /** Entries of a section with the same submenu stand behind this name in the menu: `Add lane`. */
  readonly submenu?: string
  readonly icon?: Icon | undefined
  /** Takes something away: drawn as a warning. */
  readonly isDanger?: boolean
  /** As `shortcutText` takes them (`Mod+Shift+Z`, `N`, `Shift+1`); the first is the one that is shown. */
  readonly shortcuts?: readonly string[]
  /** Other words by which the palette finds it. */
  readonly keywords?: string
  /** Asked when it is shown or wanted; absent: always. */
  readonly isEnabled?: () => boolean
  /** Of what can be on or off. */
  readonly isOn?: () => boolean
  /** The kinds of things whose context menu offers it (`canvas/CanvasMenu.tsx` lists them), in sections as in the menu bar. */
  readonly contexts?: readonly string[]
  /** Offered in menus and by its keys, not in the palette: what only makes sense where one points. */
  readonly isOutOfPalette?: boolean
  /** Also while somebody types in a text. */
  readonly isForTyping?: boolean
  /** Its keys are shown, but a part of the page or the browser itself (copy, paste) listens to them. */
  readonly keysAreHeardElsewhere?: boolean
  readonly run: () => void
}

/** Its words now. */
export const actionLabel = ({ label }: Pick<Action, 'label'>): string => (typeof label === 'string' ? label : label())

/** Actions whose code is still to come. */
export interface ComingActions {
  /** The keys that they will have: pressed already, they are kept (`hold-keys.ts`). */
  readonly keys: readonly string[]
  readonly fetch: () => void
}

/** All that can be done on the page just now; every part of the page adds its own while it is mounted. */
export interface ActionRegistry {
  readonly actions: StoreApi<readonly Action[]>
  /** Actions whose code is still to come. */
  readonly coming: StoreApi<readonly ComingActions[]>
  /** Says that actions are still to come; gives the way to say that they are there. */
  readonly expect: (coming: ComingActions) => () => void
  /** Fetches what is still to come at once; over when all is there. */
  readonly complete: () => Promise<void>
  /** Adds actions; gives the way to take them out again. Those that replace others of the same `owner` stand where those stood. */
  readonly add: (actions: readonly Action[], owner?: object) => () => void
}

export function createActionRegistry(): ActionRegistry {
  const actions = createStore<readonly Action[]>(() => [])
  const coming = createStore<readonly ComingActions[]>(() => [])
  const lists = new Map<object, readonly Action[]>()
  const tell = (): void => {
    const byId = new Map([...lists.values()].flat().map((action) => [action.id, action]))
    actions.setState([...byId.values()], true)
  }
  return {
    actions,
    coming,
    expect(more) {
      coming.setState([...coming.getState(), more], true)
      return () =>
        coming.setState(
          coming.getState().filter((one) => one !== more),
          true,
        )
    },
    complete: () =>
      new Promise((resolve) => {
        const look = (): void => {
          if (coming.getState().length > 0) return
          stop()
          resolve()
        }
        const stop = coming.subscribe(look)
        for (const { fetch } of coming.getState()) fetch()
        look()
      }),
    add(added, owner = added) {
      lists.set(owner, added)
      tell()
      return () => {
        // Its place is kept for what the owner adds next.
        if (owner === added) lists.delete(owner)
        else lists.set(owner, [])
        tell()
      }
    },
  }
}

export const ActionsContext = createContext<ActionRegistry | null>(null)

/** Offers actions while the component is mounted, and says what is still to come. Remember the list: another one replaces it. */
export function useActions(actions: readonly Action[], coming: ComingActions | null = null): void {
  const registry = use(ActionsContext)
  const [owner] = useState(() => ({}))
  // Before the next key could come.
  useLayoutEffect(() => registry?.add(actions, owner), [registry, actions, owner])
  // In this order: they are there when nothing is to come any more.
  useLayoutEffect(() => (coming ? registry?.expect(coming) : undefined), [registry, coming])
}
