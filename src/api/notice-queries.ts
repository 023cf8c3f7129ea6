import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NoticeItem, NoticeSettingsPatch } from '#shared/contract/rest/notices.ts'
import { MINUTE_MS } from '#shared/lib/time.ts'
import { noticesApi } from './notices-api.ts'
import { QUERY_KEYS } from './query-keys.ts'

/** An open journey hears at once; other pages ask now and then, and when somebody comes back to them. */
export const useNotices = (options: { readonly enabled: boolean }) =>
  useQuery({
    queryKey: QUERY_KEYS.notices,
    queryFn: ({ signal }) => noticesApi.list(signal),
    select: (body) => body.notices,
    refetchInterval: MINUTE_MS,
    refetchOnWindowFocus: 'always',
    enabled: options.enabled,
  })

type Listed = { readonly notices: readonly NoticeItem[] }

/** Shown at once, and asked anew whatever became of it. */
function useNoticeChange<Args>(
  change: (args: Args) => Promise<void>,
  shown: (notice: NoticeItem, args: Args) => NoticeItem,
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onMutate: async (args) => {
      await client.cancelQueries({ queryKey: QUERY_KEYS.notices })
      client.setQueryData<Listed>(
        QUERY_KEYS.notices,
        (body) => body && { notices: body.notices.map((notice) => shown(notice, args)) },
      )
    },
    onSettled: () => client.invalidateQueries({ queryKey: QUERY_KEYS.notices }),
  })
}

export const useReadNotice = () =>
  useNoticeChange(
    ({ id, isRead }: Pick<NoticeItem, 'id' | 'isRead'>) => noticesApi.setRead(id, isRead),
    (notice, { id, isRead }) => (notice.id === id ? { ...notice, isRead } : notice),
  )

export const useReadAllNotices = () =>
  useNoticeChange(
    () => noticesApi.readAll(),
    (notice) => ({ ...notice, isRead: true }),
  )

export const useNoticeSettings = () =>
  useQuery({ queryKey: QUERY_KEYS.noticeSettings, queryFn: ({ signal }) => noticesApi.getSettings(signal) })

export function useChangeNoticeSettings() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NoticeSettingsPatch) => noticesApi.changeSettings(body),
    onSuccess: (body) => client.setQueryData(QUERY_KEYS.noticeSettings, body),
  })
}

export const useUnsubscribeFacts = (token: string) =>
  useQuery({
    queryKey: QUERY_KEYS.unsubscribe(token),
    queryFn: ({ signal }) => noticesApi.getUnsubscribe(token, signal),
    retry: false,
  })

export function useUnsubscribe(token: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => noticesApi.unsubscribe(token),
    onSuccess: () => client.invalidateQueries({ queryKey: QUERY_KEYS.unsubscribe(token) }),
  })
}
