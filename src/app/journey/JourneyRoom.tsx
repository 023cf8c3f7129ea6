import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import { useMembers } from '#src/api/member-queries.ts'
import { useSession } from '#src/api/queries.ts'
import { QUERY_KEYS } from '#src/api/query-keys.ts'
import type { Collaboration } from '#src/collab/open-collaboration.ts'
import { type Member, MembersContext, PeopleHereContext } from '#src/editor/owner-names.ts'
import { ElementLinksContext } from '#src/rich-text/element-links.ts'
import { whyFromSocket } from './closed-why.ts'
import { JourneyView } from './JourneyView.tsx'
import { ClosedPage } from './late-closed-page.ts'
import { OpeningJourney } from './OpeningJourney.tsx'
import type { RevealRequest } from './use-canvas-ports.ts'
import { useComments } from '#src/features/comments/use-comments.ts'
import { usePeople } from './use-people.ts'
import { useSharedCarets } from './use-shared-carets.ts'
import { useTextNotices } from './use-text-notices.ts'
import { type OpenJourney, useOpenJourney } from './use-open-journey.ts'

/** Opens the journey, and shows it for as long as the server lets this person in. */
export function JourneyRoom({ summary }: { readonly summary: JourneyListItem }) {
  const open = useOpenJourney(summary.id, summary.role)
  return open === null ? <OpeningJourney title={summary.title} /> : <ConnectedJourney summary={summary} open={open} />
}

interface ConnectedJourneyProps {
  readonly summary: JourneyListItem
  readonly open: OpenJourney
}

function ConnectedJourney({ summary, open }: ConnectedJourneyProps) {
  const { collaboration, editor } = open
  const status = useStore(collaboration.connection, (state) => state.status)
  const refusal = useStore(collaboration.connection, (state) => state.refusal)
  const isHere = useIsHere(open)
  const [revealRequest] = useState(() => createStore<RevealRequest | null>(() => null))
  const showElement = useCallback((elementId: string) => revealRequest.setState({ elementId }, true), [revealRequest])
  usePushes(collaboration, summary)
  const comments = useComments(summary, collaboration)
  useTextNotices(editor)
  useSharedCarets(open)
  const others = usePeople(collaboration.participants)
  const self = useStore(collaboration.participants, (state) => state.self)
  const members = useOwners(summary)
  const peopleHere = useMemo(() => [...(self ? [self] : []), ...others].map(({ name }) => name), [self, others])

  if (status === 'refused') return <ClosedPage why={whyFromSocket(refusal, isHere)} />
  if (!isHere) return <OpeningJourney title={summary.title} isOffline={status === 'offline'} />
  return (
    <ElementLinksContext value={showElement}>
      <MembersContext value={members}>
        <PeopleHereContext value={peopleHere}>
          <JourneyView
            key={String(editor.canEdit)}
            summary={summary}
            open={open}
            comments={comments}
            revealRequest={revealRequest}
          />
        </PeopleHereContext>
      </MembersContext>
    </ElementLinksContext>
  )
}

const NOBODY: readonly Member[] = []

/** Who may be meant as an owner by those who belong to the workspace; guests are not told who does. */
function useOwners({ workspaceId }: JourneyListItem): readonly Member[] {
  const session = useSession()
  const isMember = session.data?.workspaces.some(({ id }) => id === workspaceId) ?? false
  const { data } = useMembers(workspaceId, { enabled: isMember })
  return useMemo(() => data?.map(({ personId, name }) => ({ id: personId, name })) ?? NOBODY, [data])
}

/** Whether the journey's content has come from the server, and the editor has it: what opens on it finds the saved view of its address. */
function useIsHere({ collaboration: { whenSynced }, editor }: OpenJourney): boolean {
  const [here, setHere] = useState<Promise<void> | null>(null)
  useEffect(() => {
    let isShown = true
    void whenSynced.then(() => {
      if (!isShown) return
      editor.readNow()
      setHere(whenSynced)
    })
    return () => {
      isShown = false
    }
  }, [whenSynced, editor])
  return here === whenSynced
}

/** What the server tells on its own account makes answers that were read before stale. */
function usePushes({ onPush, connection }: Collaboration, { id: journeyId, role }: JourneyListItem): void {
  const client = useQueryClient()
  // What the greeting says is newer than the list.
  const greetedAs = useStore(connection, (state) => state.role)
  useEffect(() => {
    if (greetedAs !== null && greetedAs !== role)
      void client.invalidateQueries({ queryKey: QUERY_KEYS.journeySummary(journeyId) })
  }, [client, journeyId, greetedAs, role])
  useEffect(
    () =>
      onPush((message) => {
        if (message.kind === 'journey-changed') {
          void client.invalidateQueries({ queryKey: QUERY_KEYS.journeys })
          void client.invalidateQueries({ queryKey: QUERY_KEYS.shares(journeyId) })
        } else if (message.kind === 'dataset-changed') {
          void client.invalidateQueries({ queryKey: QUERY_KEYS.datasets })
        } else if (message.kind === 'noticed') {
          void client.invalidateQueries({ queryKey: QUERY_KEYS.notices })
        }
      }),
    [onPush, client, journeyId],
  )
}
