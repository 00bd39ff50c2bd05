import type { ProblemTexts } from './problem-text';

/** Errors of devices and playing. */
export const deviceTexts = {
  MANIFEST_REFUSED: {
    status: 422,
    title: { vi: 'Lệnh phát bị từ chối', en: 'The manifest was refused' },
    detail: { vi: ({ reason }) => `Lý do: ${reason}.`, en: ({ reason }) => `Reason: ${reason}.` },
  },
  DEVICE_UNKNOWN: {
    status: 404,
    title: { vi: 'Không có thiết bị này', en: 'There is no such device' },
    detail: {
      vi: ({ deviceId }) => `Thiết bị ${deviceId} chưa được đăng ký. Hãy tạo thiết bị rồi nối lại.`,
      en: ({ deviceId }) => `Device ${deviceId} is not registered. Create it, then connect again.`,
    },
  },
} satisfies Partial<ProblemTexts>;
