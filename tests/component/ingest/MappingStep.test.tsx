import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import type { DatasetMapping, DatasetMappingInput, DatasetProfile } from '#shared/contract/rest/datasets.ts'
import type { ImportFailure } from '#src/features/ingest/import-failure.ts'
import { MappingStep } from '#src/features/ingest/MappingStep.tsx'
import { COLUMNS_AT_ONCE } from '#src/features/ingest/MappingTable.tsx'
import { ingestProfile } from '#tests/support/ingest-profile.ts'

function show(changes: Partial<DatasetProfile> = {}, failure: ImportFailure | null = null) {
  const onImport = vi.fn<(mapping: DatasetMappingInput) => void>()
  render(<MappingStep profile={ingestProfile(changes)} failure={failure} busy={false} onImport={onImport} />)
  return { onImport, importButton: screen.getByRole('button', { name: 'Import' }), user: userEvent.setup() }
}

const roleOf = (column: string) => screen.getByLabelText<HTMLSelectElement>(new RegExp(`^${column}`))

describe('MappingStep', () => {
  it('proposes a role per column and says why', () => {
    show()
    expect(roleOf('customer').value).toBe('case')
    expect(roleOf('region').value).toBe('attribute')
    expect(roleOf('customer')).toHaveAccessibleDescription('Its values repeat, and the column is called “customer”.')
  })

  it('shows the first rows of the file', () => {
    show()
    expect(within(screen.getByRole('region', { name: 'First rows of the file' })).getByText('Purchase')).toBeVisible()
  })

  it('imports what was proposed', async () => {
    const { onImport, importButton, user } = show()
    await user.click(importButton)
    expect(onImport).toHaveBeenCalledWith(expect.objectContaining({ case: 'customer', event: 'what', timezone: 'UTC' }))
  })

  it('imports what was corrected; the reason of the guess goes with it', async () => {
    const { onImport, importButton, user } = show()
    await user.selectOptions(roleOf('region'), 'case')
    expect(roleOf('customer').value).toBe('attribute')
    expect(roleOf('region')).not.toHaveAccessibleDescription(/Its values repeat/)
    await user.click(importButton)
    expect(onImport).toHaveBeenCalledWith(expect.objectContaining({ case: 'region' }))
  })

  it('does not import without a time, and says so', async () => {
    const { onImport, importButton, user } = show()
    await user.selectOptions(roleOf('when'), 'ignore')
    expect(importButton).toBeDisabled()
    expect(screen.getByRole('status')).toHaveTextContent('Choose the column that says when it happened')
    expect(onImport).not.toHaveBeenCalled()
  })

  it('waits for the date order when the file leaves it open', async () => {
    const { onImport, importButton, user } = show({ dateOrderNeeded: true })
    expect(importButton).toBeDisabled()
    expect(screen.getByText(/can be read in two ways/)).toBeVisible()
    await user.click(screen.getByRole('radio', { name: /Day first/ }))
    await user.click(importButton)
    expect(onImport).toHaveBeenCalledWith(expect.objectContaining({ dateOrder: 'DMY' }))
  })

  it('asks for the order of another column when the server could not decide it', () => {
    const { importButton } = show({}, { code: 'date-order-needed', words: 'Please choose.' })
    expect(importButton).toBeDisabled()
    expect(screen.getByRole('radio', { name: /Month first/ })).toBeVisible()
  })

  it('asks for the zone of times that do not say it', async () => {
    const { onImport, importButton, user } = show({
      preview: [['c1', '2025-03-01 10:00', 'Visit', 'web', '', 'n', '1']],
    })
    await user.selectOptions(screen.getByLabelText('Which time zone are the times in?'), 'Europe/Berlin')
    await user.click(importButton)
    expect(onImport).toHaveBeenCalledWith(expect.objectContaining({ timezone: 'Europe/Berlin' }))
  })

  it('starts from an earlier choice when columns are changed', () => {
    const mapping: DatasetMapping = {
      case: 'region',
      timestamp: 'when',
      event: 'what',
      channel: null,
      value: null,
      ignore: ['customer'],
      timezone: 'UTC',
      dateOrder: null,
      decimal: null,
      dropDuplicates: true,
    }
    render(<MappingStep profile={ingestProfile()} mapping={mapping} failure={null} busy={false} onImport={() => {}} />)
    expect(roleOf('region').value).toBe('case')
    expect(roleOf('customer').value).toBe('ignore')
    expect(screen.getByRole('checkbox', { name: /Leave repeated rows out/ })).toBeChecked()
  })

  it('does not ask for the zone of times that say it', () => {
    show()
    expect(screen.queryByLabelText('Which time zone are the times in?')).toBeNull()
  })

  it('tells findings in plain words, not in codes', () => {
    show({ warnings: [{ warning: 'id_looks_like_scientific_notation', count: 12 }] })
    expect(screen.getByText('Case numbers changed by a spreadsheet')).toBeVisible()
    expect(screen.queryByText(/id_looks_like/)).toBeNull()
  })

  it('shows why the last try failed', () => {
    show({}, { code: 'no-events', words: 'No row of this file could be read as an event.' })
    expect(screen.getByRole('alert')).toHaveTextContent('No row of this file could be read as an event.')
  })

  it('never draws more columns at once than a page can bear', async () => {
    const columns = Array.from({ length: 450 }, (_, index) => ({ name: `c${index}`, index, examples: ['x'] }))
    const { user } = show({ columns, preview: [columns.map(() => 'x')] })
    expect(screen.getAllByRole('combobox')).toHaveLength(COLUMNS_AT_ONCE)
    await user.click(screen.getByRole('button', { name: 'Next columns' }))
    expect(screen.getByLabelText(/^c200/)).toBeVisible()
    expect(screen.queryByLabelText(/^c0:/)).toBeNull()
  })
})
