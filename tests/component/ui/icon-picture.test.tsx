import { act, render, screen } from '@testing-library/react'
import { Heart, Star } from 'lucide-react'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { CHANNEL_ICONS, NO_CHANNEL_ICON } from '#src/canvas/cards/channel-icons.ts'
import { LANE_ICONS } from '#src/canvas/cards/kind-icons.ts'
import { iconPicture } from '#src/ui/icon-picture.ts'
import { IconPicture } from '#src/ui/IconPicture.tsx'

const svgOf = (picture: string): Document => {
  const text = decodeURIComponent(/^url\("data:image\/svg\+xml,(.*)"\)$/.exec(picture)?.[1] ?? '')
  return new DOMParser().parseFromString(text, 'image/svg+xml')
}

describe('iconPicture', () => {
  const icons = [...Object.values(LANE_ICONS), ...Object.values(CHANNEL_ICONS), NO_CHANNEL_ICON]

  test.each(icons.map((icon) => [icon.displayName ?? '', icon] as const))(
    'draws %s as its element does',
    (_name, Icon) => {
      const { container } = render(<Icon />)
      const shapes = (root: ParentNode | null): unknown[] =>
        [...(root?.querySelectorAll('svg *') ?? [])].map((shape) => [
          shape.tagName,
          Object.fromEntries([...shape.attributes].map(({ name, value }) => [name, value])),
        ])
      const drawn = shapes(svgOf(iconPicture(Icon, { color: '#123456' })))
      expect(drawn.length).toBeGreaterThan(0)
      expect(drawn).toEqual(shapes(container))
    },
  )

  test('takes colour, line and filling', () => {
    const { documentElement } = svgOf(
      iconPicture(Star, { color: '#abc', strokeWidth: 2.5, isFilled: true, opacity: 0.7 }),
    )
    expect(documentElement.getAttribute('stroke')).toBe('#abc')
    expect(documentElement.getAttribute('fill')).toBe('#abc')
    expect(documentElement.getAttribute('stroke-width')).toBe('2.5')
    expect(documentElement.getAttribute('opacity')).toBe('0.7')
  })
})

describe('IconPicture', () => {
  afterEach(() => {
    document.documentElement.removeAttribute('data-theme')
    document.documentElement.removeAttribute('style')
  })

  test('has the colour of the theme that is on, and follows it', async () => {
    document.documentElement.style.setProperty('--ink-muted', '#111111')
    render(<IconPicture icon={Heart} color="ink-muted" label="Liked" />)
    const strokeOf = (): string | null =>
      svgOf(screen.getByRole('img', { name: 'Liked' }).style.backgroundImage).documentElement.getAttribute('stroke')
    expect(strokeOf()).toBe('#111111')
    await act(async () => {
      document.documentElement.style.setProperty('--ink-muted', '#eeeeee')
      document.documentElement.dataset['theme'] = 'dark'
      await Promise.resolve()
    })
    expect(strokeOf()).toBe('#eeeeee')
  })

  test('has the system’s colour of text where that puts its own colours in place of ours; what is painted keeps ours', async () => {
    document.documentElement.style.setProperty('--ink-muted', '#111111')
    vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener() {}, removeEventListener() {} }))
    onTestFinished(() => void vi.unstubAllGlobals())
    // It is asked once a page.
    vi.resetModules()
    const { IconPicture: Fresh } = await import('#src/ui/IconPicture.tsx')
    const { themeColor } = await import('#src/ui/theme-colors.ts')
    render(<Fresh icon={Heart} color="ink-muted" label="Liked" />)
    const picture = screen.getByRole('img', { name: 'Liked' }).style.backgroundImage
    expect(svgOf(picture).documentElement.getAttribute('stroke')).toBe('CanvasText')
    expect(themeColor('ink-muted')).toBe('#111111')
  })

  test('says nothing without a label', () => {
    const { container } = render(<IconPicture icon={Heart} color="ink" />)
    expect(container.firstElementChild).toHaveAttribute('aria-hidden', 'true')
  })
})
