import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import {
  datasetMapping,
  type DatasetMapping,
  type DatasetMappingInput,
  type DatasetProfile,
} from '#shared/contract/rest/datasets.ts'
import type { ImportFailure } from '#src/features/ingest/import-failure.ts'
import { MappingStep } from '#src/features/ingest/MappingStep.tsx'
import { COLUMNS_AT_ONCE } from '#src/features/ingest/PreviewTable.tsx'
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

  it('asks for the order of a few dates among others, and imports without an answer', async () => {
    const { onImport, importButton, user } = show({ warnings: [{ warning: 'ambiguous_date_order', count: 1 }] })
    expect(screen.getByText(/one of those looked at can be read in two ways/)).toBeVisible()
    await user.click(importButton)
    expect(onImport).toHaveBeenLastCalledWith(expect.objectContaining({ dateOrder: null }))
    await user.click(screen.getByRole('radio', { name: /Day first/ }))
    await user.click(importButton)
    expect(onImport).toHaveBeenLastCalledWith(expect.objectContaining({ dateOrder: 'DMY' }))
  })

  it('waits for the date order when the file leaves it open', async () => {
    const { onImport, importButton, user } = show({ dateOrderNeeded: true })
    expect(importButton).toBeDisabled()
    expect(screen.getByText(/can be read in two ways/)).toBeVisible()
    await user.click(screen.getByRole('radio', { name: /Day first/ }))
    await user.click(importButton)
    expect(onImport).toHaveBeenCalledWith(expect.objectContaining({ dateOrder: 'DMY' }))
  })

  it('leads from what is missing to where it is chosen', async () => {
    const scrolled = vi.fn<() => void>()
    Element.prototype.scrollIntoView = scrolled
    const { user } = show({ dateOrderNeeded: true })
    await user.click(screen.getByRole('button', { name: /^Choose how the dates are written/ }))
    expect(screen.getByRole('radio', { name: /Day first/ })).toHaveFocus()
    await user.selectOptions(roleOf('when'), 'ignore')
    await user.click(screen.getByRole('button', { name: /^Choose the column that says when/ }))
    expect(roleOf('customer')).toHaveFocus()
    expect(scrolled).toHaveBeenCalledTimes(2)
  })

  it('tells what may have changed the meaning of the file before its columns, the rest after them', () => {
    show({
      warnings: [
        { warning: 'out_of_order', count: 3 },
        { warning: 'undecided_numbers', count: 2 },
      ] as DatasetProfile['warnings'],
    })
    const table = screen.getByRole('region', { name: 'First rows of the file' })
    const [before, after] = screen.getAllByText(/· \d times/)
    expect(before?.compareDocumentPosition(table)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
    expect(after?.compareDocumentPosition(table)).toBe(Node.DOCUMENT_POSITION_PRECEDING)
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
      eventFallback: null,
      eventName: null,
      steps: [],
      scale: null,
      channel: null,
      value: null,
      ignore: ['customer'],
      timezone: 'UTC',
      dateOrder: null,
      decimal: null,
      dropDuplicates: true,
      personal: [],
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

  it('says what was recognised and why, and asks what the steps are called', async () => {
    const guess = {
      ...ingestProfile().guess,
      timestamp: null,
      event: null,
      steps: [{ column: 'when', event: 'ordered' }],
    }
    const { onImport, importButton, user } = show({
      guess,
      recognized: { shape: 'wide', reasons: ['No id comes back.'] },
    })
    expect(screen.getByText('This is a table with one row a case')).toBeVisible()
    expect(screen.getByText('No id comes back.')).toBeVisible()
    const name = screen.getByRole('textbox', { name: 'when' })
    expect(name).toHaveValue('ordered')
    await user.clear(name)
    await user.type(name, 'Buys')
    await user.click(importButton)
    expect(onImport).toHaveBeenCalledWith(expect.objectContaining({ steps: [{ column: 'when', event: 'Buys' }] }))
  })

  it('asks for a name of the events, a scale and whose row it is where no column says so', async () => {
    const guess = { ...ingestProfile().guess, case: null, event: null, scale: '0-10' as const }
    const { onImport, importButton, user } = show({ guess })
    expect(importButton).toBeDisabled()
    await user.type(screen.getByRole('textbox', { name: 'What should the events be called?' }), 'Answer')
    await user.click(screen.getByRole('checkbox', { name: /Count each row/ }))
    await user.selectOptions(screen.getByLabelText('On which scale was it asked?'), '1-7')
    await user.click(importButton)
    expect(onImport).toHaveBeenCalledWith(expect.objectContaining({ case: null, eventName: 'Answer', scale: '1-7' }))
  })

  it('lets another sheet be read, and names hidden ones', async () => {
    const onSheet = vi.fn<(sheet: string) => void>()
    const sheets = [
      { name: 'Events', isHidden: false },
      { name: 'Old', isHidden: true },
    ]
    const profile = ingestProfile({ format: 'xlsx', sheets, sheet: 'Events' })
    render(<MappingStep profile={profile} failure={null} busy={false} onImport={() => {}} onSheet={onSheet} />)
    expect(screen.getByText(/Excel workbook, sheet “Events”/)).toBeVisible()
    await userEvent.selectOptions(screen.getByLabelText('Sheet'), 'Old (hidden)')
    expect(onSheet).toHaveBeenCalledWith('Old')
  })

  it('says that sheets with the same headings are read as one, and which list of records the events are in', async () => {
    const onSheet = vi.fn<(sheet: string) => void>()
    const named = (...names: readonly string[]) => names.map((name) => ({ name, isHidden: false }))
    const step = (changes: Partial<DatasetProfile>) => (
      <MappingStep
        key={changes.sheet}
        profile={ingestProfile(changes)}
        failure={null}
        busy={false}
        onImport={() => {}}
        onSheet={onSheet}
      />
    )
    const months = { format: 'xlsx', sheets: named('*', 'Jan', 'Feb'), sheet: '*', parts: ['Jan', 'Feb'] } as const
    const { rerender } = render(step({ ...months, sheets: [...months.sheets], parts: [...months.parts] }))
    expect(screen.getByText(/2 sheets read as one/)).toBeVisible()
    expect(screen.getByText('2 sheets have the same headings, and are read as one table.')).toBeVisible()
    await userEvent.selectOptions(screen.getByLabelText('Sheet'), 'Jan')
    expect(onSheet).toHaveBeenCalledWith('Jan')
    const sheets = named('hits', '(records)')
    rerender(step({ format: 'json', sheetsAre: 'lists-in-records', sheets, sheet: 'hits' }))
    await userEvent.selectOptions(screen.getByLabelText('Events are in'), 'The records themselves')
    expect(onSheet).toHaveBeenCalledWith('(records)')
  })

  it('starts from how such a file was read last, until a new proposal is asked for', async () => {
    const mapping = datasetMapping.parse({ case: 'region', timestamp: 'when', event: 'what' })
    const saved = { datasetId: 'd1', name: 'May', mapping }
    render(<MappingStep profile={ingestProfile()} saved={saved} failure={null} busy={false} onImport={() => {}} />)
    expect(roleOf('region').value).toBe('case')
    expect(screen.getByText('The choices below are those of “May”.')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Propose anew' }))
    expect(roleOf('customer').value).toBe('case')
  })

  it('tells of a dataset that was made from the very same file', () => {
    const sameFile = { id: 'd1', name: 'May' }
    render(
      <MappingStep profile={ingestProfile()} sameFile={sameFile} failure={null} busy={false} onImport={() => {}} />,
    )
    expect(screen.getByRole('link', { name: 'May' })).toHaveAttribute('href', '/data/d1')
  })
})

describe('personal columns', () => {
  const personal = [{ column: 'customer', reason: '100 % of the values are e-mail addresses.' }]

  it('proposes to hash them, says why and what becomes of the file', async () => {
    const { onImport, importButton, user } = show({ personal })
    const box = screen.getByRole('checkbox', { name: /hash the values of customer/ })
    expect(box).toBeChecked()
    expect(screen.getByText(personal[0]?.reason ?? '')).toBeVisible()
    expect(screen.getByText(/The file is then replaced by a copy/)).toBeVisible()
    await user.click(importButton)
    expect(onImport).toHaveBeenCalledWith(expect.objectContaining({ personal: ['customer'] }))
  })

  it('leaves the choice to the person', async () => {
    const { onImport, importButton, user } = show({ personal })
    await user.click(screen.getByRole('checkbox', { name: /hash the values of customer/ }))
    await user.click(screen.getByRole('checkbox', { name: /hash the values of region/ }))
    await user.click(importButton)
    expect(onImport).toHaveBeenCalledWith(expect.objectContaining({ personal: ['region'] }))
  })

  it('does not offer it where the value itself is needed', () => {
    show()
    expect(screen.queryByRole('checkbox', { name: /hash the values of when/ })).toBeNull()
  })
})
