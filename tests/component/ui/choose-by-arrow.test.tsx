import { fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { Choice } from '#src/ui/Choice.tsx'
import { ChoiceGroup } from '#src/ui/ChoiceGroup.tsx'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'
import { SwatchGroup } from '#src/ui/SwatchGroup.tsx'

const NAMES = ['None', 'Low', 'High'] as const

const GROUPS = {
  SegmentedControl({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
    return (
      <SegmentedControl
        label="Impact"
        options={NAMES.map((name) => ({ value: name, label: name }))}
        value={value}
        onChange={onChange}
      />
    )
  },
  SwatchGroup({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
    const swatches = NAMES.map((name) => ({ value: name, name, color: 'red' }))
    return <SwatchGroup label="Impact" swatches={swatches} value={value} onChange={onChange} />
  },
  ChoiceGroup({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
    return (
      <ChoiceGroup label="Impact" value={value} onChange={onChange}>
        {NAMES.map((name) => (
          <Choice key={name} value={name} aria-label={name}>
            {name}
          </Choice>
        ))}
      </ChoiceGroup>
    )
  },
}

/** Down and up within one task, as a quick finger on a busy machine. */
function tap(key: string): void {
  const focused = document.activeElement ?? document.body
  fireEvent.keyDown(focused, { key })
  fireEvent.keyUp(focused, { key })
}

test.each(Object.entries(GROUPS))('an arrow chooses at once in a %s, however short it is pressed', (_, Group) => {
  const chosen: string[] = []
  const Example = () => {
    const [value, setValue] = useState('None')
    const change = (next: string) => {
      chosen.push(next)
      setValue(next)
    }
    return <Group value={value} onChange={change} />
  }
  render(<Example />)
  screen.getByRole('radio', { name: 'None' }).focus()
  tap('ArrowRight')
  tap('ArrowRight')
  expect(screen.getByRole('radio', { name: 'High' })).toBeChecked()
  expect(screen.getByRole('radio', { name: 'High' })).toHaveFocus()
  tap('ArrowRight')
  expect(screen.getByRole('radio', { name: 'None' })).toBeChecked()
  tap('ArrowLeft')
  expect(screen.getByRole('radio', { name: 'High' })).toBeChecked()
  expect(chosen).toEqual(['Low', 'High', 'None', 'High'])
})
