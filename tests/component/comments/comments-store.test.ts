import { expect, onTestFinished, test, vi } from 'vitest'
import { createComments } from '#src/features/comments/comments-store.ts'
import { filteredThreads, threadsOf } from '#src/features/comments/threads.ts'
import { BOB, commentItem, talkingServer, threadItem } from '#tests/support/talking-server.ts'
import { answeringServer } from '#tests/support/ui-server.tsx'

function open(kept = new Map<string, string>()) {
  const server = talkingServer({ threads: [threadItem('t')], comments: [commentItem('c', 't', 1)] })
  const asked = answeringServer(server.answer)
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  const comments = createComments({ journeyId: 'car', me: BOB, storage: () => storage })
  const threads = () => threadsOf(comments.state.getState(), BOB.id)
  const texts = () => threads().flatMap((thread) => thread.comments.map(({ text }) => text))
  return { ...server, asked, comments, threads, texts, kept }
}

test('takes what is pushed in any order, and asks only for what it lacks', async () => {
  const { comments, texts, asked, talk } = open()
  await comments.catchUp()
  const next = commentItem('d', 't', 2, { text: 'Next' })
  comments.take({ seq: 2, threads: [], comments: [next] })
  expect(comments.state.getState().seq).toBe(2)
  // An older state of the same comment changes nothing.
  comments.take({ seq: 2, threads: [], comments: [{ ...next, seq: 1, text: 'Before' }] })
  expect(texts()).toEqual(['Words of c', 'Next'])
  const before = asked.asked.length
  talk.comments.push(commentItem('e', 't', 3, { text: 'Missed' }), commentItem('f', 't', 4, { text: 'Last' }))
  talk.seq = 4
  comments.take({ seq: 4, threads: [], comments: [commentItem('f', 't', 4, { text: 'Last' })] })
  await vi.waitFor(() => expect(texts()).toEqual(['Words of c', 'Next', 'Missed', 'Last']))
  expect(asked.asked.slice(before).map(({ query }) => query.get('since'))).toEqual(['2'])
})

test('tells of what others say, not of what was said before or by oneself', async () => {
  const { comments } = open()
  const heard: string[] = []
  comments.onHeard(({ id }) => heard.push(id))
  await comments.catchUp()
  comments.take({ seq: 2, threads: [], comments: [commentItem('theirs', 't', 2)] })
  comments.take({ seq: 3, threads: [], comments: [commentItem('mine', 't', 3, { author: BOB })] })
  comments.take({ seq: 4, threads: [], comments: [commentItem('theirs', 't', 2, { seq: 4, text: 'Edited' })] })
  expect(heard).toEqual(['theirs'])
})

test('shows at once what one writes, keeps what is not sent over a reload, and sends it in order', async () => {
  const { comments, threads, talk, kept, asked } = open()
  await comments.catchUp()
  talk.isAway = true
  const threadId = comments.start({ kind: 'journey' }, { text: 'First', mentions: [] })
  comments.reply(threadId, { text: 'Second', mentions: [] })
  const mine = () => threads().find(({ id }) => id === threadId)
  expect(mine()?.unsent.map(({ text }) => text)).toEqual(['First', 'Second'])
  await vi.waitFor(() => expect(mine()?.unsent.every(({ fault }) => fault !== null)).toBe(true))
  expect(asked.bodiesOf('POST', `/api/journeys/car/threads/${threadId}/comments`)).toEqual([])

  const again = open(kept)
  await again.comments.catchUp()
  expect(again.comments.state.getState().unsent).toHaveLength(2)
  await again.comments.sendUnsent()
  const sent = again.threads().find(({ id }) => id === threadId)
  expect(sent?.comments.map(({ text }) => text)).toEqual(['First', 'Second'])
  expect(again.comments.state.getState().unsent).toEqual([])
  expect([...kept.values()]).toEqual([])
})

test('says once that comments cannot be read, whatever else could not be', async () => {
  const { comments, talk } = open()
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  onTestFinished(() => void process.off('unhandledRejection', unhandled))
  talk.isAway = true
  await comments.catchUp()
  expect(comments.state.getState()).toMatchObject({ status: 'failed', fault: expect.any(String) as string })
  // Node tells of it when all that is at hand is done.
  await new Promise((resolve) => setImmediate(resolve))
  expect(unhandled).not.toHaveBeenCalled()
  talk.isAway = false
  await comments.catchUp()
  expect(comments.state.getState()).toMatchObject({ status: 'ready', fault: null })
})

test('counts what others said and was not read', async () => {
  const { comments, threads, talk } = open()
  await comments.catchUp()
  comments.take({ seq: 2, threads: [], comments: [commentItem('mine', 't', 2, { author: BOB })] })
  expect(threads()[0]?.unread).toBe(1)
  await comments.markRead(['t'])
  expect([threads()[0]?.unread, talk.reads]).toEqual([0, { t: 2 }])
})

test('filters by what is settled, read, mine and about me, and searches words, names and titles', () => {
  const state = {
    threads: new Map(
      [threadItem('a'), threadItem('b', { resolved: { at: 1, by: 'ann', name: 'Ann' } }), threadItem('gone')].map(
        (thread) => [thread.id, thread],
      ),
    ),
    comments: new Map([
      ['a', [commentItem('1', 'a', 1, { mentions: [{ id: BOB.id, name: 'Bob' }] })]],
      ['b', [commentItem('2', 'b', 2, { author: BOB, text: 'Spare parts' })]],
      ['gone', [commentItem('3', 'gone', 3, { removedAt: 1, text: '' })]],
    ]),
    reads: {},
    unsent: [],
  }
  const threads = threadsOf(state, BOB.id)
  const pass = (
    filter: Parameters<typeof filteredThreads>[1]['filter'],
    search = '',
    elementId: string | null = null,
  ) =>
    filteredThreads(threads, { filter, search, elementId }, (anchor) => (anchor.kind === 'element' ? anchor.title : ''))
      .map(({ id }) => id)
      .join()
  expect(['open', 'unread', 'mine', 'mentions', 'resolved'].map((filter) => pass(filter as 'open'))).toEqual([
    'a',
    'a',
    'b',
    'a',
    'b',
  ])
  expect([pass('all', 'bob PARTS'), pass('all', 'card words of 1'), pass('all', 'nothing')]).toEqual(['b', 'a', ''])
  expect(pass('all', '', 'card-b')).toBe('b')
})
