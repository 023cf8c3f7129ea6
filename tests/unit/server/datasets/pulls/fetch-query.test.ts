import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { createAddressGuard } from '#server/datasets/pulls/address-guard.ts'
import { fetchQuery } from '#server/datasets/pulls/fetch-query.ts'
import { pullOrigin } from '#shared/contract/rest/pulls.ts'
import { haveServices } from '#tests/support/services.ts'
import { newDatabase, sharedPostgres } from '#tests/support/stores.ts'

const HERE = createAddressGuard(['127.0.0.1'])

async function databaseWithVisits(rows: number) {
  const url = await newDatabase()
  const postgres = await sharedPostgres()
  const run = (sql: string) => postgres.query<Record<string, unknown>>(url, sql)
  await run('create table visits(id int primary key, at timestamptz, who text, facts jsonb, worth numeric)')
  await run(
    `insert into visits select n, '2026-03-01 10:00+02'::timestamptz + n * interval '1 second', 'c' || n % 3, '{"plan":"free"}', 1.10 from generate_series(1, ${rows}) n`,
  )
  const { port, username, pathname } = new URL(url)
  const fetched = async (query: string, more: object = {}, last: string | null = null) => {
    const origin = pullOrigin.parse({
      kind: 'postgres',
      host: '127.0.0.1',
      port: Number(port),
      user: username,
      database: pathname.slice(1),
      tls: 'off',
      query,
      ...more,
    })
    if (origin.kind !== 'postgres') throw new Error('not a database')
    const { stream, progress } = await fetchQuery(HERE, {
      origin,
      password: null,
      last,
      signal: new AbortController().signal,
    })
    const lines = (await text(stream)).split('\n').slice(0, -1)
    return { rows: lines.map((line) => JSON.parse(line) as Record<string, unknown>), progress }
  }
  return { run, fetched }
}

describe.skipIf(!haveServices('postgresql'))('rows of a query', () => {
  it('come as records a line: text as it is, instants in UTC, JSON as what it holds, all batches', async () => {
    const { fetched } = await databaseWithVisits(4_500)
    const { rows, progress } = await fetched('select * from visits order by id;')
    expect([rows.length, progress.rows]).toEqual([4_500, 4_500])
    expect(rows[0]).toEqual({ id: '1', at: '2026-03-01T08:00:01Z', who: 'c1', facts: { plan: 'free' }, worth: '1.10' })
  })

  it('only those above the last one are fetched, in its order, when a column rises', async () => {
    const { run, fetched } = await databaseWithVisits(10)
    const rising = { watermark: 'id' }
    const first = await fetched('select * from visits -- newest first\n order by id desc', rising)
    expect([first.rows.length, first.progress.last]).toEqual([10, '10'])
    await run("insert into visits values (11, now(), 'c1', null, null)")
    const second = await fetched('select * from visits', rising, first.progress.last)
    expect([second.rows.map(({ id }) => id), second.progress.last]).toEqual([['11'], '11'])
    expect(await fetched('select * from visits', rising, '11')).toMatchObject({
      rows: [],
      progress: { rows: 0, last: '11' },
    })
    const byTime = await fetched('select * from visits', { watermark: 'at' }, '2026-03-01T08:00:08Z')
    expect(byTime.rows.map(({ id }) => id)).toEqual(['9', '10', '11'])
  })

  it('nothing can be changed, nor can a query end the transaction and go on', async () => {
    const { run, fetched } = await databaseWithVisits(2)
    await run('create function wipe() returns int language sql as $$ delete from visits returning 1 $$')
    for (const query of [
      'delete from visits returning *',
      'select wipe()',
      'select 1) AS pulled; commit; delete from visits; --',
      "select set_config('transaction_read_only', 'off', true), wipe()",
      'with gone as (delete from visits returning *) select * from gone',
    ]) {
      await expect(fetched(query), query).rejects.toThrow('The database refused: ')
    }
    expect(await run('select count(*)::int as rows from visits')).toEqual([{ rows: 2 }])
  })

  it('what is wrong is said in the database’s words; a column that does not rise is refused', async () => {
    const { fetched } = await databaseWithVisits(1)
    await expect(fetched('select * from nothing')).rejects.toThrow(
      'The database refused: relation "nothing" does not exist',
    )
    await expect(fetched('select * from visits', { watermark: 'nothing' })).rejects.toThrow(
      'The database refused: column',
    )
    await expect(fetched('select * from visits', { database: 'nowhere' })).rejects.toThrow('The database refused: ')
    await expect(fetched('select * from visits', { watermark: 'facts' })).rejects.toThrow(
      'no column by which newer rows',
    )
  })

  it('a host that was not named is neither asked in the clear nor in the own network', async () => {
    const origin = pullOrigin.parse({
      kind: 'postgres',
      host: '127.0.0.1',
      user: 'u',
      database: 'd',
      query: 'select 1',
    })
    if (origin.kind !== 'postgres') throw new Error('not a database')
    const ask = (tls: 'verify' | 'off') =>
      fetchQuery(createAddressGuard([]), {
        origin: { ...origin, tls },
        password: null,
        last: null,
        signal: new AbortController().signal,
      })
    await expect(ask('off')).rejects.toThrow('Only encrypted connections')
    await expect(ask('verify')).rejects.toThrow('not on the public internet')
  })
})
