import {
  Bookmark,
  CalendarClock,
  CalendarRange,
  ChartNoAxesColumn,
  Command,
  Copy,
  Download,
  FilterX,
  History,
  House,
  Keyboard,
  ListFilter,
  Menu,
  Palette,
  MessageSquare,
  Redo2,
  Replace,
  Search,
  Settings2,
  Share2,
  Undo2,
  UserRound,
} from 'lucide-react'
import { cardTestOf } from '#shared/model/selectors/card-filter.ts'
import type { Editor } from '#src/editor/editor.ts'
import { clearFilter, filterOnly } from '#src/editor/lens.ts'
import type { Action } from '#src/ui/actions.ts'
import { focusOnMount } from '#src/ui/focus-on-mount.ts'
import type { ActionDialog } from './ActionDialogs.tsx'
import { goToArea } from './go-to-area.ts'
import type { CommentsJoin } from './use-comments-home.ts'
import { PANEL_WORDS, type PanelName, PANELS } from './panels.ts'
import { stakeholderActions } from './stakeholder-actions.ts'
import type { JourneyVerbs } from './use-journey-verbs.ts'

export interface JourneyActionsNeeds {
  readonly journeyId: string
  readonly editor: Editor
  /** What I am called here; `null` while that is not known. */
  readonly self: () => string | null
  readonly overlay: () => boolean
  readonly setOverlay: (overlay: boolean) => void
  readonly toggleRange: () => void
  readonly togglePanel: (panel: PanelName) => void
  readonly openFilter: () => void
  readonly openSavedViews: () => void
  /** Absent for who is no member. */
  readonly showPast?: (() => void) | undefined
  /** Absent where one may not share. */
  readonly share?: (() => void) | undefined
  readonly verbs: JourneyVerbs
  readonly openDialog: (dialog: ActionDialog) => void
  /** Absent where comments are not for whoever looks. */
  readonly comments?: Pick<CommentsJoin, 'togglePins' | 'arePinsShown'> | undefined
}

/** What can be done with the open journey as a whole. */
export function journeyActions(needs: JourneyActionsNeeds): readonly Action[] {
  const {
    journeyId,
    editor,
    self,
    overlay,
    setOverlay,
    toggleRange,
    togglePanel,
    openFilter,
    openSavedViews,
    showPast,
    share,
    verbs,
    openDialog,
    comments,
  } = needs
  const canUndo = (count: 'undoCount' | 'redoCount') => (): boolean =>
    editor.canEdit && editor.undoState.getState()[count] > 0
  const undoWords = (verb: string, which: 'undoLabel' | 'redoLabel') => (): string => {
    const what = editor.undoState.getState()[which]
    return what === null ? verb : `${verb} ${what}`
  }
  return [
    ...(share
      ? [{ id: 'journey.share', label: 'Share journey', group: 'Journey', icon: Share2, run: share } as const]
      : []),
    ...stakeholderActions({ journeyId, editor, setUpSlides: () => openDialog('slides') }),
    ...(verbs.duplicate
      ? [
          {
            id: 'journey.duplicate',
            label: 'Duplicate journey',
            group: 'Journey',
            section: 'file',
            icon: Copy,
            run: verbs.duplicate,
          } as const,
        ]
      : []),
    {
      id: 'filter.mine',
      label: 'Show what is mine',
      group: 'View',
      icon: UserRound,
      keywords: 'owner assigned to me filter',
      isEnabled: () => self() !== null,
      run: () => {
        const name = self()
        if (name !== null) filterOnly(editor.lens, { owners: [name] })
      },
    },
    {
      id: 'filter.overdue',
      label: 'Show what is overdue',
      group: 'View',
      icon: CalendarClock,
      keywords: 'due late filter',
      run: () => filterOnly(editor.lens, { due: ['overdue'] }),
    },
    {
      id: 'journey.download',
      label: 'Download as JSON',
      group: 'Journey',
      section: 'file',
      icon: Download,
      keywords: 'export save file backup',
      run: verbs.download,
    },
    {
      id: 'journey.settings',
      label: 'Settings',
      group: 'Journey',
      section: 'settings',
      icon: Settings2,
      shortcuts: ['Mod+,'],
      keywords: 'preferences theme dark light motion single letter keys',
      run: () => openDialog('settings'),
    },
    {
      id: 'journey.library',
      label: 'Go to your journeys',
      group: 'Journey',
      section: 'leave',
      icon: House,
      keywords: 'home library close',
      run: verbs.goToLibrary,
    },
    {
      id: 'edit.undo',
      label: undoWords('Undo', 'undoLabel'),
      group: 'Edit',
      section: 'history',
      icon: Undo2,
      shortcuts: ['Mod+Z'],
      isEnabled: canUndo('undoCount'),
      run: () => void editor.undo(),
    },
    {
      id: 'edit.redo',
      label: undoWords('Redo', 'redoLabel'),
      group: 'Edit',
      section: 'history',
      icon: Redo2,
      shortcuts: ['Mod+Shift+Z', 'Mod+Y'],
      isEnabled: canUndo('redoCount'),
      run: () => void editor.redo(),
    },
    {
      id: 'edit.find',
      label: 'Find in this journey',
      group: 'Edit',
      section: 'find',
      icon: Search,
      shortcuts: ['Mod+F'],
      keywords: 'search',
      isForTyping: true,
      run: () => seek('search', togglePanel),
    },
    {
      id: 'edit.replace',
      label: 'Find and replace',
      group: 'Edit',
      section: 'find',
      icon: Replace,
      shortcuts: ['Mod+H'],
      isForTyping: true,
      isEnabled: () => editor.canEdit,
      run: () => seek('replace', togglePanel),
    },
    {
      id: 'view.next-area',
      label: 'Go to the next area',
      group: 'View',
      section: 'areas',
      shortcuts: ['F6'],
      keywords: 'focus panel canvas bar keyboard',
      isForTyping: true,
      run: () => goToArea(1),
    },
    {
      id: 'view.previous-area',
      label: 'Go to the area before',
      group: 'View',
      section: 'areas',
      shortcuts: ['Shift+F6'],
      keywords: 'focus panel canvas bar keyboard',
      isForTyping: true,
      run: () => goToArea(-1),
    },
    {
      id: 'view.numbers',
      label: 'Show numbers',
      group: 'View',
      section: 'layers',
      icon: ChartNoAxesColumn,
      keywords: 'metrics overlay readings',
      isOn: overlay,
      run: () => setOverlay(!overlay()),
    },
    {
      id: 'view.time-range',
      label: 'Time and comparison of the numbers',
      group: 'View',
      section: 'layers',
      icon: CalendarRange,
      keywords: 'metrics period from to date days month compare before previous held against segment',
      run: toggleRange,
    },
    {
      id: 'view.tint',
      label: 'Tint the map by a number',
      group: 'View',
      section: 'layers',
      icon: Palette,
      keywords: 'metrics heat map colour color conversion drop-off cases time',
      isOn: () => editor.lens.getState().tint !== null,
      run: () => {
        const isOn = editor.lens.getState().tint !== null
        if (!isOn) setOverlay(true)
        editor.lens.setState(isOn ? { tint: null } : { tint: 'conversion', mode: 'canvas' })
      },
    },
    {
      id: 'view.filter',
      label: 'Filter cards',
      group: 'View',
      section: 'filter',
      icon: ListFilter,
      shortcuts: ['Alt+F'],
      keywords: 'persona lane kind status evidence owner tag hide dim',
      run: openFilter,
    },
    {
      id: 'view.saved',
      label: 'Saved views',
      group: 'View',
      section: 'filter',
      icon: Bookmark,
      keywords: 'keep filter share bookmark',
      run: openSavedViews,
    },
    {
      id: 'view.filter.clear',
      label: 'Clear filter',
      group: 'View',
      section: 'filter',
      icon: FilterX,
      isEnabled: () => cardTestOf(editor.getSnapshot(), editor.lens.getState().filter) !== null,
      run: () => clearFilter(editor.lens),
    },
    {
      id: 'view.filter.hide',
      label: 'Hide cards that do not pass the filter',
      group: 'View',
      section: 'filter',
      isOn: () => editor.lens.getState().others === 'hide',
      run: () => editor.lens.setState(({ others }) => ({ others: others === 'hide' ? 'dim' : 'hide' })),
    },
    ...(comments
      ? [
          {
            id: 'view.comment-pins',
            label: 'Show comments on the journey',
            group: 'View',
            section: 'layers',
            icon: MessageSquare,
            shortcuts: ['Shift+C'],
            keywords: 'pins threads hide',
            isOn: comments.arePinsShown,
            run: comments.togglePins,
          } as const,
        ]
      : []),
    ...PANELS.filter((name) => name !== 'comments' || comments).map((name): Action => ({
      id: `view.panel.${name}`,
      label: `Show ${PANEL_WORDS[name].label.toLowerCase()}`,
      group: 'View',
      section: 'panels',
      icon: PANEL_WORDS[name].icon,
      run: () => togglePanel(name),
    })),
    ...(showPast
      ? [
          {
            id: 'view.panel.past',
            label: 'Show review and activity',
            group: 'View',
            section: 'panels',
            icon: History,
            keywords: 'history reviewed who did what changes',
            run: showPast,
          } as const,
        ]
      : []),
    {
      id: 'help.palette',
      label: 'Search all actions',
      group: 'Help',
      icon: Command,
      shortcuts: ['Mod+K'],
      keywords: 'command palette',
      isForTyping: true,
      run: () => openDialog('palette'),
    },
    {
      id: 'help.shortcuts',
      label: 'Keyboard shortcuts',
      group: 'Help',
      icon: Keyboard,
      shortcuts: ['?', 'Mod+/'],
      keywords: 'keys hotkeys',
      run: () => openDialog('shortcuts'),
    },
    {
      id: 'help.menu-bar',
      label: 'Go to the menus',
      group: 'Help',
      icon: Menu,
      shortcuts: ['F10'],
      keywords: 'menu bar focus',
      run: focusMenus,
    },
  ]
}

/** Opens the panel; where it is open, what is sought can be written anew: as the find of browsers and editors does. */
function seek(panel: 'search' | 'replace', toggle: (panel: PanelName) => void): void {
  const field = document.querySelector<HTMLInputElement>(`[data-seeks=${panel}]`)
  if (field) focusOnMount(field)
  else toggle(panel)
}

/** The menu bar, on a phone the button that stands for it. */
function focusMenus(): void {
  document.querySelector<HTMLElement>('[data-testid=menu-bar] [role=menuitem], [data-menus]')?.focus()
}
