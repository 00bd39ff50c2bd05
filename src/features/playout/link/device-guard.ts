import { createParamDecorator, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Fault } from '../../../domain/fault';
import type { HttpRequest } from '../../../platform/http/http-request';
import { DeviceSessions, type DeviceSession } from '../../devices';

const asked = new WeakMap<HttpRequest, DeviceSession>();

/** Lets in requests of a device with a session. Throws DEVICE_SESSION_INVALID, DEVICE_HELD. */
@Injectable()
export class DeviceGuard implements CanActivate {
  constructor(private readonly sessions: DeviceSessions) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new Fault('DEVICE_SESSION_INVALID', {});
    asked.set(request, await this.sessions.find(token));
    return true;
  }
}

/** The device of a request behind DeviceGuard. */
export const CurrentDevice = createParamDecorator((_: unknown, context: ExecutionContext): DeviceSession => {
  const session = asked.get(context.switchToHttp().getRequest<HttpRequest>());
  if (!session) throw new Fault('DEVICE_SESSION_INVALID', {});
  return session;
});
