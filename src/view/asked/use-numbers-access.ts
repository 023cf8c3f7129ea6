import { useEffect, useState } from 'react'
import type { UsedSegment, UsedSegments } from '#shared/contract/rest/segments.ts'
import { segmentsInUse } from '#shared/model/selectors/segments-in-use.ts'
import { ApiError } from '#src/api/api-error.ts'
import { at, request } from '#src/api/request.ts'
import { useSnapshot, useView } from '../view-context.ts'
import { bearerOf } from './bearer-of.ts'

/** `closed`: of this journey one is shown a part, whose numbers are everybody's of all time. `unknown` until the server has said it. */
export type NumbersAccess =
  | { readonly state: 'unknown' }
  | { readonly state: 'closed' }
  /** Some of these numbers can be asked for, and held against these segments. */
  | { readonly state: 'open'; readonly segments: readonly UsedSegment[] }

/**
 * Whether one may ask for numbers of some cases, and what they can be held against; asked again when the journey uses other segments, and
 * when numbers come while the server does not answer.
 */
export function useNumbersAccess(): NumbersAccess {
  const { address, collaboration } = useView()
  const { place } = address
  const [access, setAccess] = useState<NumbersAccess>({ state: 'unknown' })
  const inUse = JSON.stringify([...segmentsInUse(useSnapshot())].sort())
  useEffect(() => {
    const stop = new AbortController()
    let isTold = false
    const ask = (): void => {
      if (isTold) return
      request<UsedSegments>('GET', at('journeys', place.journeyId, 'segments'), {
        signal: stop.signal,
        ...bearerOf(place),
      }).then(
        ({ segments }) => {
          isTold = true
          setAccess({ state: 'open', segments })
        },
        (error: unknown) => {
          if (!(error instanceof ApiError) || (error.status !== 403 && error.status !== 404)) return
          isTold = true
          setAccess({ state: 'closed' })
        },
      )
    }
    ask()
    const unfollow = collaboration.readings.subscribe(ask)
    return () => {
      stop.abort()
      unfollow()
    }
    // What the journey uses is not read here: where it is something else the server has another answer.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [inUse, place, collaboration])
  return access
}
