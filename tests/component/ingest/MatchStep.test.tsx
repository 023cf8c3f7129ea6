import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { datasetMapping, type DatasetMappingInput, type WaitingFile } from '#shared/contract/rest/datasets.ts'
import type { FileColumnsInput } from '#shared/contract/rest/file-columns.ts'
import type { ImportFailure } from '#src/features/ingest/import-failure.ts'
import { MatchStep } from '#src/features/ingest/matching/MatchStep.tsx'
import { ingestProfile } from '#tests/support/ingest-profile.ts'

const MAPPING: DatasetMappingInput = { case: 'customer_id', timestamp: 'ts', event: 'event', channel: 'place' }
const COLUMNS = { customer_id: 'customer', ts: 'when', event: 'what' }

interface Shown {
  readonly mapping?: DatasetMappingInput
  readonly waiting?: Partial<WaitingFile>
  readonly failure?: ImportFailure | null
  readonly personal?: readonly string[]
}

function show({ mapping = MAPPING, waiting = {}, failure = null, personal = [] }: Shown = {}) {
  const onImport = vi.fn<(columns: FileColumnsInput) => void>()
  const onLeaveOut = vi.fn<() => void>()
  render(
    <MatchStep
      dataset={{
        mapping: datasetMapping.parse(mapping),
        fields: [{ name: 'plan', distinct: 1, values: [] }],
        personal: { case: false, columns: [...personal] },
      }}
      file={{
        id: 'file',
        name: 'desk.csv',
        bytes: 2_048,
        waitsFor: 'columns',
        profile: ingestProfile(),
        proposal: { columns: COLUMNS, ignore: ['row number'], timezone: null, dateOrder: null },
        reasons: { customer: 'It has the same values: c1.' },
        ...waiting,
      }}
      failure={failure}
      busy={false}
      onImport={onImport}
      onLeaveOut={onLeaveOut}
      onLater={() => undefined}
    />,
  )
  return { onImport, onLeaveOut, importButton: screen.getByRole('button', { name: 'Import' }), user: userEvent.setup() }
}

const standOf = (column: string) => screen.getByLabelText<HTMLSelectElement>(`${column}: what it stands for`)

describe('MatchStep', () => {
  it('proposes what each column stands for, says why, and what becomes of the others', () => {
    show()
    expect(standOf('customer')).toHaveDisplayValue('Case · customer_id')
    expect(standOf('customer')).toHaveAccessibleDescription('It has the same values: c1.')
    expect(standOf('medium')).toHaveDisplayValue('New attribute')
    expect(screen.getByText('medium, amount, region')).toBeVisible()
    expect(screen.getByText('place, plan')).toBeVisible()
  })

  it('takes a name for all events of a file that has no column for them', async () => {
    const { onImport, importButton, user } = show({
      waiting: {
        proposal: {
          columns: { customer_id: 'customer', ts: 'when' },
          ignore: ['what'],
          timezone: null,
          dateOrder: null,
        },
      },
    })
    expect(importButton).toBeDisabled()
    await user.type(screen.getByLabelText(/What are its events called/), 'Call')
    await user.click(importButton)
    expect(onImport).toHaveBeenCalledWith(expect.objectContaining({ eventName: 'Call' }))
    // With a column for them there is no such question.
    await user.selectOptions(standOf('what'), 'Event · event')
    expect(screen.queryByLabelText(/What are its events called/)).not.toBeInTheDocument()
    await user.click(importButton)
    expect(onImport.mock.lastCall?.[0]).not.toHaveProperty('eventName')
  })

  it('shows what stands for something first', () => {
    show({
      waiting: { proposal: { columns: { place: 'medium', ...COLUMNS }, ignore: [], timezone: null, dateOrder: null } },
    })
    const names = screen
      .getAllByRole<HTMLSelectElement>('combobox')
      .map(({ labels }) => (labels?.[0]?.textContent ?? '').split(':')[0])
    expect(names.slice(0, 5)).toEqual(['customer', 'when', 'what', 'medium', 'amount'])
  })

  it('sends what was said, and the zone only where the times name none', async () => {
    const { onImport, importButton, user } = show()
    await user.selectOptions(standOf('medium'), 'Channel · place')
    await user.selectOptions(standOf('region'), 'left-out')
    await user.click(importButton)
    expect(onImport).toHaveBeenCalledWith({
      columns: { ...COLUMNS, place: 'medium' },
      ignore: ['region', 'row number'],
      timezone: null,
      dateOrder: null,
    })
  })

  it('takes a column of the dataset away from another; the reason of that one goes with it', async () => {
    const { importButton, user } = show()
    await user.selectOptions(standOf('region'), 'Case · customer_id')
    expect(standOf('customer')).toHaveDisplayValue('New attribute')
    expect(standOf('customer')).not.toHaveAccessibleDescription(/same values/)
    expect(importButton).toBeEnabled()
  })

  it('does not import without what an event needs, and leads there', async () => {
    Element.prototype.scrollIntoView = vi.fn<() => void>()
    const { importButton, user } = show()
    await user.selectOptions(standOf('when'), 'left-out')
    expect(importButton).toBeDisabled()
    await user.click(screen.getByRole('button', { name: 'Choose the column that stands for “ts” (Time).' }))
    expect(standOf('customer')).toHaveFocus()
  })

  it('needs one of the steps of a wide table', async () => {
    const steps = [
      { column: 'ordered', event: 'Ordered' },
      { column: 'sent', event: 'sent' },
    ]
    const columns = { customer_id: 'customer', sent: 'when' }
    const { importButton, user } = show({
      mapping: { case: 'customer_id', steps },
      waiting: { proposal: { columns, ignore: [], timezone: null, dateOrder: null } },
    })
    expect(standOf('when')).toHaveDisplayValue('Step · sent')
    expect(importButton).toBeEnabled()
    await user.selectOptions(standOf('when'), 'Step “Ordered” · ordered')
    expect(importButton).toBeEnabled()
    await user.selectOptions(standOf('when'), 'left-out')
    expect(importButton).toBeDisabled()
  })

  it('offers no new attribute for a column that is called like one which nothing stands for', async () => {
    const { user } = show({ mapping: { ...MAPPING, channel: 'Medium' } })
    await user.selectOptions(standOf('medium'), 'left-out')
    expect(Array.from(standOf('medium').options, ({ label }) => label)).not.toContain('New attribute')
  })

  it('asks for the date order when the import was refused for it, and keeps what was said before', async () => {
    const failure = { code: 'date-order-needed', words: 'Dates like 03/04 can be read in two ways.' }
    const { onImport, importButton, user } = show({
      failure,
      waiting: { proposal: { columns: COLUMNS, ignore: [], timezone: 'Europe/Berlin', dateOrder: null } },
    })
    expect(screen.getByRole('alert')).toHaveTextContent('can be read in two ways')
    expect(importButton).toBeDisabled()
    await user.click(screen.getByRole('radio', { name: /Month first/ }))
    await user.click(importButton)
    expect(onImport).toHaveBeenCalledWith(expect.objectContaining({ dateOrder: 'MDY' }))
  })

  it('says what is hashed, and lets the file go', async () => {
    const { onLeaveOut, user } = show({ personal: ['customer_id'] })
    expect(screen.getAllByText('Personal: it is hashed, as in the dataset.')).toHaveLength(1)
    await user.click(screen.getByRole('button', { name: 'Leave this file out' }))
    expect(onLeaveOut).toHaveBeenCalledOnce()
  })
})
