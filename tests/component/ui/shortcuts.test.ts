import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Action, createActionRegistry } from '#src/ui/actions.ts'
import { dispatchKeys } from '#src/ui/dispatch-keys.ts'
import { changePreferences } from '#src/ui/preferences.ts'
import { isSingleCharacter, matchesShortcut, type PressedKeys } from '#src/ui/shortcut.ts'
import { shortcutText } from '#src/ui/shortcut-text.ts'

const keys = (key: string, code: string, held: Partial<PressedKeys> = {}): PressedKeys => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})
const ctrl = { ctrlKey: true }
const shift = { shiftKey: true }

const asMac = (): void => {
  vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (Macintosh)')
}
afterEach(() => {
  vi.restoreAllMocks()
})

describe('which keys a shortcut means', () => {
  test.each([
    ['Mod+Z', keys('z', 'KeyZ', ctrl), true],
    ['Mod+Z', keys('Z', 'KeyZ', { ...ctrl, ...shift }), false],
    ['Mod+Shift+Z', keys('Z', 'KeyZ', { ...ctrl, ...shift }), true],
    ['Mod+Z', keys('z', 'KeyZ'), false],
    ['Mod+Z', keys('z', 'KeyZ', { metaKey: true }), false],
    // German: Z and Y have changed places. What is written counts.
    ['Mod+Z', keys('z', 'KeyY', ctrl), true],
    ['Mod+Y', keys('z', 'KeyY', ctrl), false],
    // Russian: what is written is no Latin letter. The place counts.
    ['Mod+Z', keys('я', 'KeyZ', ctrl), true],
    ['N', keys('т', 'KeyN'), true],
    ['N', keys('N', 'KeyN', shift), false],
    // Shift+1 writes something else on every layout.
    ['Shift+1', keys('!', 'Digit1', shift), true],
    ['Shift+1', keys('1', 'Digit1', shift), true],
    ['Mod+0', keys('à', 'Digit0', ctrl), true],
    ['Shift+1', keys('End', 'Numpad1', shift), false],
    ['Mod++', keys('+', 'Equal', { ...ctrl, ...shift }), true],
    ['Mod++', keys('=', 'Equal', ctrl), true],
    ['Mod++', keys('+', 'NumpadAdd', ctrl), true],
    ['Mod++', keys('+', 'BracketRight', ctrl), true],
    ['Mod+-', keys('-', 'Minus', ctrl), true],
    ['?', keys('?', 'Slash', shift), true],
    ['?', keys('?', 'Minus', shift), true],
    ['Mod+/', keys('/', 'Digit7', { ...ctrl, ...shift }), true],
    ['Mod+Shift+]', keys('}', 'BracketRight', { ...ctrl, ...shift }), true],
    ['Mod+]', keys('}', 'BracketRight', { ...ctrl, ...shift }), false],
    ['Mod+]', keys('ъ', 'BracketRight', ctrl), true],
    ['Alt+ArrowLeft', keys('ArrowLeft', 'ArrowLeft', { altKey: true }), true],
    ['Alt+Shift+ArrowLeft', keys('ArrowLeft', 'ArrowLeft', { altKey: true }), false],
    ['Mod+Alt+C', keys('c', 'KeyC', { ...ctrl, altKey: true }), true],
    // AltGr writes letters, though Windows reports Ctrl and Alt with it.
    ['Mod+Alt+E', { ...keys('€', 'KeyE', { ...ctrl, altKey: true }), getModifierState: () => true }, false],
  ] as const)('%s: %o is %s', (shortcut, pressed, isMeant) => {
    expect(matchesShortcut(pressed, shortcut)).toBe(isMeant)
  })

  test('on a Mac it is ⌘, and ⌥ may write anything', () => {
    asMac()
    expect(matchesShortcut(keys('z', 'KeyZ', { metaKey: true }), 'Mod+Z')).toBe(true)
    expect(matchesShortcut(keys('z', 'KeyZ', ctrl), 'Mod+Z')).toBe(false)
    expect(matchesShortcut(keys('ç', 'KeyC', { metaKey: true, altKey: true }), 'Mod+Alt+C')).toBe(true)
    expect([shortcutText('Mod++'), shortcutText('Mod+Alt+Shift+ArrowUp')]).toEqual(['⌘+', '⌥⇧⌘↑'])
  })

  test('single characters are told from the rest', () => {
    expect(['N', '?', 'Shift+1'].every(isSingleCharacter)).toBe(true)
    expect(['Mod+N', 'Alt+N', 'Enter', 'F2', 'Shift+PageUp'].some(isSingleCharacter)).toBe(false)
  })
})

describe('the dispatcher', () => {
  const heard: string[] = []
  const action = (id: string, shortcut: string, more: Partial<Action> = {}): Action => ({
    id,
    label: id,
    group: 'Edit',
    shortcuts: [shortcut],
    run: () => heard.push(id),
    ...more,
  })
  const press = (init: KeyboardEventInit, on: Element = document.body): boolean =>
    on.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }))
  let stop = (): void => {}
  beforeEach(() => {
    const registry = createActionRegistry()
    registry.add([
      action('off', 'N', { isEnabled: () => false }),
      action('note', 'N'),
      action('enter', 'Enter'),
      action('find', 'Mod+F', { isForTyping: true }),
      action('bookmark', 'Mod+D', { isEnabled: () => false }),
      action('back', 'Alt+ArrowLeft', { isEnabled: () => false }),
      action('copy', 'Mod+C', { keysAreHeardElsewhere: true }),
    ])
    stop = dispatchKeys(registry)
    heard.length = 0
    document.body.innerHTML =
      '<input id=text><input id=box type=checkbox><button id=button></button><div role=menu><i id=item></i></div>'
  })
  afterEach(() => {
    stop()
    changePreferences({ hasSingleKeys: true })
  })
  const at = (id: string): Element => document.getElementById(id) ?? document.body

  test('runs the first that is enabled, wherever the focus is', () => {
    expect(press({ key: 'n', code: 'KeyN' }, at('button'))).toBe(false)
    expect(heard).toEqual(['note'])
  })
  test('lets nothing of what somebody types on act when the field was taken away', () => {
    const typeAt = (timeStamp: number, key: string, on?: Element): void => {
      const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, key, code: 'KeyN' })
      Object.defineProperty(event, 'timeStamp', { value: timeStamp })
      ;(on ?? document.body).dispatchEvent(event)
    }
    typeAt(1_000, 'n', at('text'))
    at('text').remove()
    typeAt(1_200, 'n')
    typeAt(2_100, 'n')
    expect(heard).toEqual([])
    typeAt(3_200, 'n')
    expect(heard).toEqual(['note'])
  })
  test('lets letters act after a key or a press that ended the typing', () => {
    for (const end of [
      () => press({ key: 'Escape', code: 'Escape' }, at('text')),
      () => document.body.dispatchEvent(new Event('pointerdown', { bubbles: true })),
    ]) {
      document.body.innerHTML = '<input id=text>'
      heard.length = 0
      press({ key: 'n', code: 'KeyN' }, at('text'))
      end()
      at('text').remove()
      press({ key: 'n', code: 'KeyN' })
      expect(heard).toEqual(['note'])
    }
  })
  test('leaves alone what is typed, composed, taken, or heard by a menu', () => {
    press({ key: 'n', code: 'KeyN' }, at('text'))
    press({ key: 'n', code: 'KeyN', isComposing: true })
    press({ key: 'n', code: 'KeyN' }, at('item'))
    press({ key: 'Enter', code: 'Enter' }, at('button'))
    press({ key: 'c', code: 'KeyC', ctrlKey: true })
    at('box').addEventListener('keydown', (event) => event.preventDefault())
    press({ key: 'n', code: 'KeyN' }, at('box'))
    expect(heard).toEqual([])
    press({ key: 'f', code: 'KeyF', ctrlKey: true }, at('text'))
    expect(heard).toEqual(['find'])
  })

  test('hears what is pressed in a menu that is closed and fades away', () => {
    at('item').parentElement?.setAttribute('data-state', 'open')
    press({ key: 'n', code: 'KeyN' }, at('item'))
    expect(heard).toEqual([])
    at('item').parentElement?.setAttribute('data-state', 'closed')
    press({ key: 'n', code: 'KeyN' }, at('item'))
    expect(heard).toHaveLength(1)
  })
  test('keeps the browser from making something else of Ctrl with a key, not of other keys', () => {
    expect(press({ key: 'd', code: 'KeyD', ctrlKey: true })).toBe(false)
    expect(press({ key: 'ArrowLeft', code: 'ArrowLeft', altKey: true })).toBe(true)
    expect(heard).toEqual([])
  })
  test('obeys at once when single characters are switched off', () => {
    changePreferences({ hasSingleKeys: false })
    press({ key: 'n', code: 'KeyN' })
    expect(heard).toEqual([])
    press({ key: 'f', code: 'KeyF', ctrlKey: true })
    expect(heard).toEqual(['find'])
  })
})
