import { useLocation } from 'wouter'
import { NoticeBell } from '#src/features/notices/NoticeBell.tsx'
import { noticeAddress } from '#src/features/notices/notice-address.ts'

/** What I am told of, from whichever page. */
export function HeaderBell() {
  const [, navigate] = useLocation()
  return <NoticeBell onOpen={(notice) => navigate(noticeAddress(notice))} />
}
