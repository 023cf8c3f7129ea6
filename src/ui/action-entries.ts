import { type Action, type ActionGroup, actionLabel } from './actions.ts'
import type { MenuEntry } from './menu-entry.ts'
import { preferences } from './preferences.ts'
import { isSingleCharacter } from './shortcut.ts'

/** The keys that an action has just now: single characters may be switched off. */
export const shortcutsInUse = ({ shortcuts = [] }: Pick<Action, 'shortcuts'>): readonly string[] =>
  preferences.getState().hasSingleKeys ? shortcuts : shortcuts.filter((shortcut) => !isSingleCharacter(shortcut))

/** An action as a line of a menu, with its words, keys and state of this moment. */
export function actionEntry(action: Action): MenuEntry {
  const common = {
    label: actionLabel(action),
    shortcut: shortcutsInUse(action)[0],
    disabled: !(action.isEnabled?.() ?? true),
  }
  return action.isOn
    ? { ...common, kind: 'check', checked: action.isOn(), onChange: action.run }
    : { ...common, icon: action.icon, danger: action.isDanger, onSelect: action.run }
}

/** The lines of one menu: sections between lines in the order of their first action, actions of one submenu behind its name. */
export const groupEntries = (actions: readonly Action[], group: ActionGroup): readonly MenuEntry[] =>
  inSections(actions.filter((action) => action.group === group))

/** The lines of a context menu of something that is of one or more kinds; what takes something away comes last. */
export function contextEntries(actions: readonly Action[], ...contexts: readonly string[]): readonly MenuEntry[] {
  const offered = actions.filter((action) => action.contexts?.some((context) => contexts.includes(context)))
  const [usual, dangers] = [false, true].map((isDanger) =>
    offered.filter((one) => (one.isDanger ?? false) === isDanger),
  )
  return [...inSections(usual ?? []), ...(dangers?.length ? [SEPARATOR, ...sectionEntries(dangers)] : [])]
}

const SEPARATOR: MenuEntry = { kind: 'separator' }

function inSections(actions: readonly Action[]): readonly MenuEntry[] {
  const sections = new Map<string, Action[]>()
  for (const action of actions) {
    const section = `${action.group} ${action.section ?? ''}`
    sections.set(section, [...(sections.get(section) ?? []), action])
  }
  return [...sections.values()].flatMap((section, index): MenuEntry[] => [
    ...(index > 0 ? [SEPARATOR] : []),
    ...sectionEntries(section),
  ])
}

/** The lines of one section, without repeating a submenu. */
function sectionEntries(section: readonly Action[]): readonly MenuEntry[] {
  const submenus = new Set<string>()
  return section.flatMap((action): MenuEntry[] => {
    const { submenu } = action
    if (submenu === undefined) return [actionEntry(action)]
    if (submenus.has(submenu)) return []
    submenus.add(submenu)
    const inside = section.filter((other) => other.submenu === submenu)
    return [
      {
        kind: 'sub',
        label: submenu,
        icon: inside.find((other) => other.icon !== undefined)?.icon,
        disabled: inside.every((other) => !(other.isEnabled?.() ?? true)),
        entries: inside.map(actionEntry),
      },
    ]
  })
}
