import type {
  NoticeItem,
  NoticeSettingsBody,
  NoticeSettingsPatch,
  UnsubscribeFacts,
} from '#shared/contract/rest/notices.ts'
import { at, request } from './request.ts'

/** What I am told of. All of them reject with `ApiError`. */
export const noticesApi = {
  list: (signal?: AbortSignal) =>
    request<{ readonly notices: readonly NoticeItem[] }>('GET', '/api/notices', { signal }),
  setRead: (id: string, isRead: boolean) => request<void>('PATCH', at('notices', id), { body: { isRead } }),
  readAll: () => request<void>('POST', '/api/notices/read'),
  getSettings: (signal?: AbortSignal) => request<NoticeSettingsBody>('GET', '/api/account/notices', { signal }),
  changeSettings: (body: NoticeSettingsPatch) => request<NoticeSettingsBody>('PATCH', '/api/account/notices', { body }),
  getUnsubscribe: (token: string, signal?: AbortSignal) =>
    request<UnsubscribeFacts>('GET', at('unsubscribe', token), { signal }),
  unsubscribe: (token: string) => request<void>('POST', at('unsubscribe', token)),
}
