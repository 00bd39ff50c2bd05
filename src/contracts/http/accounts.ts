import { z } from 'zod';
import { roles } from '../../domain/access/roles';
import { defineRoutes, route } from './route';

const instant = z.int().describe('Milliseconds since the epoch');
const areaCode = z.string().min(1).max(40);

/** Lower case without spaces: what a person types on a phone keyboard. */
export const usernameSchema = z
  .string()
  .trim()
  .transform((text) => text.normalize('NFC').toLowerCase())
  .pipe(z.string().regex(/^[a-z0-9][a-z0-9._-]{1,39}$/));

/** The minimum is a setting of the service (PASSWORD_TOO_SHORT); the maximum keeps hashing cheap. */
export const passwordSchema = z.string().min(1).max(200);

export const grantSchema = z
  .object({ id: z.string(), role: z.enum(roles), areaCode: z.string() })
  .meta({ id: 'Grant' });

export const userSchema = z
  .object({
    id: z.string(),
    username: z.string(),
    displayName: z.string(),
    createdAt: instant,
    disabledAt: instant.nullable(),
    grants: z.array(grantSchema),
  })
  .meta({ id: 'User' });

export const meSchema = userSchema
  .extend({
    authenticator: z.boolean().describe('Whether codes of an authenticator are asked for'),
    recoveryCodesLeft: z.int(),
    secondStepUntil: instant.nullable().describe('Until when the second step of this session holds (X2)'),
  })
  .meta({ id: 'Me' });

export const proofSchema = z
  .object({
    password: passwordSchema.optional().describe('Where no authenticator is set up'),
    code: z.string().trim().min(6).max(40).optional().describe('Six digits of the authenticator, or a recovery code'),
  })
  .refine(({ password, code }) => (password === undefined) !== (code === undefined), {
    message: 'cần mật khẩu hoặc mã / either a password or a code',
  });

export const enrolmentSchema = z
  .object({
    secret: z.string().describe('Base 32; shown once'),
    uri: z.string().describe('otpauth:// address, for the picture that a phone reads'),
  })
  .meta({ id: 'Enrolment' });

export const recoveryCodesSchema = z
  .object({ recoveryCodes: z.array(z.string()).describe('Shown once; each works once') })
  .meta({ id: 'RecoveryCodes' });

export const sessionSchema = z
  .object({
    token: z.string().nullable().describe('For programs that asked for it; a browser has its cookie'),
    expiresAt: instant,
    user: userSchema,
  })
  .meta({ id: 'Session' });

export const resetCodeSchema = z
  .object({ code: z.string().describe('Shown once; sets the password once'), expiresAt: instant })
  .meta({ id: 'ResetCode' });

export type GrantView = z.infer<typeof grantSchema>;
export type UserView = z.infer<typeof userSchema>;
export type SessionView = z.infer<typeof sessionSchema>;
export type MeView = z.infer<typeof meSchema>;
export type EnrolmentView = z.infer<typeof enrolmentSchema>;
export type ResetCodeView = z.infer<typeof resetCodeSchema>;

const newGrant = z.object({ role: z.enum(roles), areaCode });
const userId = z.object({ userId: z.string() });

const exampleUser = {
  id: '01kb3w0zq0a1b2c3d4e5f6g7h8',
  username: 'y.nhung',
  displayName: 'Y Nhung',
  createdAt: 1_767_600_000_000,
  disabledAt: null,
  grants: [{ id: '01kb3w0zq0h8g7f6e5d4c3b2a1', role: 'staff', areaCode: '23538' }],
};
const exampleReset = { code: 'b7Yq2nX0vLk9TzRw4sQe', expiresAt: 1_767_686_400_000 };

const proofErrors = ['LOGIN_FAILED', 'SECOND_FACTOR_NEEDED', 'TOO_MANY_REQUESTS'] as const;

export const accountsRoutes = defineRoutes('accounts', {
  logIn: route({
    method: 'POST',
    path: '/api/sessions',
    body: z.object({
      username: usernameSchema,
      password: passwordSchema,
      code: z
        .string()
        .trim()
        .max(40)
        .optional()
        .describe('Where an authenticator is set up: SECOND_FACTOR_NEEDED asks for it'),
      carry: z.enum(['cookie', 'bearer']).default('cookie').describe('How the session travels: bearer gives the token'),
    }),
    response: sessionSchema,
    summary: 'Log in with a user name and a password.',
    errors: ['LOGIN_FAILED', 'SECOND_FACTOR_NEEDED', 'TOO_MANY_REQUESTS'],
    example: {
      body: { username: 'y.nhung', password: 'con suối chảy qua làng' },
      response: { token: null, expiresAt: 1_768_809_600_000, user: exampleUser },
    },
  }),
  logOut: route({
    method: 'DELETE',
    path: '/api/sessions/current',
    summary: 'Sign out this browser or program.',
    errors: [],
    example: {},
  }),
  logOutEverywhere: route({
    method: 'DELETE',
    path: '/api/sessions',
    summary: 'Sign out everywhere: ends every session of the user.',
    errors: [],
    example: {},
  }),
  me: route({
    method: 'GET',
    path: '/api/me',
    response: meSchema,
    summary: 'The signed-in user and the grants held.',
    errors: [],
    example: { response: { ...exampleUser, authenticator: false, recoveryCodesLeft: 0, secondStepUntil: null } },
  }),
  takeSecondStep: route({
    method: 'POST',
    path: '/api/sessions/current/second-step',
    body: proofSchema,
    response: z.object({ until: instant }),
    status: 200,
    summary: 'Take the second step of this session: it holds for a few minutes (X2).',
    errors: proofErrors,
    example: { body: { password: 'con suối chảy qua làng' }, response: { until: 1_767_600_300_000 } },
  }),
  enrol: route({
    method: 'POST',
    path: '/api/me/authenticator',
    body: proofSchema,
    response: enrolmentSchema,
    summary: 'Begin setting up an authenticator; it counts once a code of it was shown.',
    errors: [...proofErrors, 'STATE_FORBIDS'],
    example: {
      body: { password: 'con suối chảy qua làng' },
      response: { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/Loa:y.nhung?secret=JBSWY3DPEHPK3PXP&issuer=Loa' },
    },
  }),
  confirmEnrolment: route({
    method: 'POST',
    path: '/api/me/authenticator/confirmation',
    body: z.object({ code: z.string().trim().length(6) }),
    response: recoveryCodesSchema,
    status: 200,
    summary: 'Turn the authenticator on with its first code; answers the recovery codes.',
    errors: ['LOGIN_FAILED', 'TOO_MANY_REQUESTS'],
    example: { body: { code: '123456' }, response: { recoveryCodes: ['abcde-fghjk-mnpqr'] } },
  }),
  renewRecoveryCodes: route({
    method: 'POST',
    path: '/api/me/recovery-codes',
    body: proofSchema,
    response: recoveryCodesSchema,
    status: 200,
    summary: 'Make new recovery codes; the old ones end.',
    errors: [...proofErrors, 'STATE_FORBIDS'],
    example: { body: { code: '123456' }, response: { recoveryCodes: ['abcde-fghjk-mnpqr'] } },
  }),
  disableAuthenticator: route({
    method: 'POST',
    path: '/api/me/authenticator/removal',
    body: proofSchema,
    summary: 'Turn the authenticator off, with a code of it or one from paper.',
    errors: proofErrors,
    status: 204,
    example: { body: { code: '123456' } },
  }),
  changePassword: route({
    method: 'PUT',
    path: '/api/me/password',
    body: z.object({ current: passwordSchema, password: passwordSchema }),
    summary: 'Change the own password; ends every other session.',
    errors: ['LOGIN_FAILED', 'PASSWORD_TOO_SHORT', 'TOO_MANY_REQUESTS'],
    example: { body: { current: 'con suối chảy qua làng', password: 'trăng lên trên nương rẫy' } },
  }),
  useReset: route({
    method: 'POST',
    path: '/api/password-resets/use',
    body: z.object({ code: z.string().min(1).max(100), password: passwordSchema }),
    summary: 'Set a password with a one-time code; ends every session of the user.',
    errors: ['RESET_CODE_INVALID', 'PASSWORD_TOO_SHORT', 'TOO_MANY_REQUESTS'],
    example: { body: { code: exampleReset.code, password: 'trăng lên trên nương rẫy' } },
  }),
  listUsers: route({
    method: 'GET',
    path: '/api/users',
    query: z.object({
      after: z.string().optional().describe('The last user name of the page before'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ users: z.array(userSchema), next: z.string().nullable() }),
    summary: 'The users of the areas one administers, by user name.',
    errors: [],
    example: { query: { limit: 50 }, response: { users: [exampleUser], next: null } },
  }),
  createUser: route({
    method: 'POST',
    path: '/api/users',
    body: z.object({
      username: usernameSchema,
      displayName: z.string().trim().min(1).max(100),
      password: passwordSchema.optional().describe('Left out: a one-time code is given instead'),
      grants: z.array(newGrant).min(1).max(20),
    }),
    response: z.object({ user: userSchema, reset: resetCodeSchema.nullable() }),
    summary: 'Create a user with grants in areas one administers.',
    errors: ['USER_EXISTS', 'PASSWORD_TOO_SHORT', 'NOT_FOUND'],
    example: {
      body: { username: 'y.nhung', displayName: 'Y Nhung', grants: [{ role: 'staff', areaCode: '23538' }] },
      response: { user: exampleUser, reset: exampleReset },
    },
  }),
  addGrant: route({
    method: 'POST',
    path: '/api/users/:userId/grants',
    params: userId,
    body: newGrant,
    response: userSchema,
    summary: 'Give a user a role in an area one administers; giving it twice changes nothing.',
    errors: ['NOT_FOUND'],
    example: {
      params: { userId: exampleUser.id },
      body: { role: 'staff', areaCode: '23538' },
      response: exampleUser,
    },
  }),
  revokeGrant: route({
    method: 'DELETE',
    path: '/api/users/:userId/grants/:grantId',
    params: userId.extend({ grantId: z.string() }),
    response: userSchema,
    summary: 'Take a role away; at once, for open sessions too.',
    errors: ['NOT_FOUND'],
    example: { params: { userId: exampleUser.id, grantId: 'x' }, response: exampleUser },
  }),
  resetPassword: route({
    method: 'POST',
    path: '/api/users/:userId/resets',
    params: userId,
    response: resetCodeSchema,
    summary: 'Make a one-time code with which the user sets a new password.',
    errors: ['NOT_FOUND'],
    example: { params: { userId: exampleUser.id }, response: exampleReset },
  }),
  disableUser: route({
    method: 'PUT',
    path: '/api/users/:userId/disabled',
    params: userId,
    body: z.object({ disabled: z.boolean() }),
    response: userSchema,
    summary: 'Close or reopen an account; closing ends its sessions.',
    errors: ['NOT_FOUND'],
    example: { params: { userId: exampleUser.id }, body: { disabled: true }, response: exampleUser },
  }),
});
