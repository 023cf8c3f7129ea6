import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { Checkbox } from '#src/ui/Checkbox.tsx'

it('is called by its label alone; what is said below describes it', () => {
  render(<Checkbox label="Personal" hint="The values are e-mail addresses." checked onChange={() => {}} />)
  const box = screen.getByRole('checkbox')
  expect(box).toHaveAccessibleName('Personal')
  expect(box).toHaveAccessibleDescription('The values are e-mail addresses.')
})
