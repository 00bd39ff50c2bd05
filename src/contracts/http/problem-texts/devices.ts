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
  JOIN_CODE_INVALID: {
    status: 403,
    title: { vi: 'Mã nối thiết bị không đúng', en: 'The joining code is not right' },
    detail: {
      vi: () => 'Mã sai, đã dùng hoặc quá hạn. Hãy xin mã mới ở trang thiết bị.',
      en: () => 'The code is wrong, used or too old. Ask for a new one on the device page.',
    },
  },
  DEVICE_SESSION_INVALID: {
    status: 401,
    title: { vi: 'Phiên của thiết bị không còn hiệu lực', en: 'The session of the device is not valid' },
    detail: {
      vi: () => 'Thiết bị phải mở phiên mới bằng khóa của nó.',
      en: () => 'The device must open a new session with its key.',
    },
  },
  DEVICE_HELD: {
    status: 403,
    title: { vi: 'Thiết bị bị giữ lại', en: 'The device is held' },
    detail: {
      vi: ({ deviceId }) =>
        `Khóa của thiết bị ${deviceId} đang được dùng ở hai máy. Hãy tạo mã mới và nối lại máy đúng; máy kia không vào được nữa.`,
      en: ({ deviceId }) =>
        `The key of device ${deviceId} is in use on two boxes. Make a new code and join the right one again; the other stays out.`,
    },
  },
  SECOND_PERSON_NEEDED: {
    status: 409,
    title: { vi: 'Cần người thứ hai', en: 'A second person is needed' },
    detail: {
      vi: () => 'Lệnh phát rộng hơn một xã phải do một người khác xác nhận, không phải người đã ra lệnh.',
      en: () => 'An order wider than one commune must be agreed by somebody else than the one who gave it.',
    },
  },
  BREAK_GLASS_TOO_EARLY: {
    status: 409,
    title: { vi: 'Chưa đến lúc phát một mình', en: 'Too early to go ahead alone' },
    detail: {
      vi: ({ waitSeconds }) =>
        `Hãy chờ người thứ hai thêm ${waitSeconds} giây; sau đó người ra lệnh có thể tự phát, có ghi tên.`,
      en: ({ waitSeconds }) =>
        `Wait ${waitSeconds} more seconds for the second person; then whoever gave the order may go ahead, by name.`,
    },
  },
  ORDER_TIME_WRONG: {
    status: 422,
    title: { vi: 'Thời gian của lệnh không hợp lệ', en: 'The time of the order is wrong' },
    detail: {
      vi: ({ limitHours }) => `Lệnh phải kết thúc sau bây giờ và trong vòng ${limitHours} giờ.`,
      en: ({ limitHours }) => `An order must end after now and within ${limitHours} hours.`,
    },
  },
  SOUND_NOT_READY: {
    status: 409,
    title: { vi: 'Bản ghi chưa phát được', en: 'The recording cannot be played yet' },
    detail: {
      vi: () => 'Bản ghi chưa được duyệt, đang xử lý hoặc bị từ chối. Hãy chọn bản ghi khác hoặc chờ xử lý xong.',
      en: () => 'The recording is not approved, still being worked on or refused. Choose another, or wait.',
    },
  },
  SESSION_FILE_PENDING: {
    status: 503,
    title: { vi: 'Đang ghép tệp buổi phát', en: 'The file of the session is being made' },
    detail: {
      vi: () => 'Máy chủ đang ghép các bản tin thành một tệp. Hãy bấm tải lại sau một phút.',
      en: () => 'The server is putting the items into one file. Ask for it again in a minute.',
    },
  },
} satisfies Partial<ProblemTexts>;
