import fs from 'node:fs';
import path from 'node:path';

/** The parts of Emscripten's file system that a mount needs. */
export interface EmscriptenFs {
  mkdir(path: string): void;
  chdir(path: string): void;
  mount(type: { mount(mount: unknown): HostNode }, options: object, mountPoint: string): void;
  createNode(parent: HostNode | null, name: string, mode: number, device: number): HostNode;
  ErrnoError: new (errno: number) => Error;
}

interface HostNode {
  id: number;
  name: string;
  parent: HostNode;
  mode: number;
  mount: unknown;
  node_ops: object;
  stream_ops: object;
}

interface HostStream {
  node: HostNode;
  flags: number;
  position: number;
  hostFd?: number;
}

const directoryMode = 0o40755;
const fileMode = 0o100644;
const noSuchFile = 44;
const notAllowed = 63;
const ioError = 29;
const noSpace = 51;
const fileTooBig = 22;

/** How often, in calls, a reading or writing instance looks whether its parent still lives. */
const callsBetweenLooks = 512;

/**
 * Mounts one flat host directory, read and write, at `mountPoint`. Files are read and written piece by piece, so an
 * hour of raw samples never sits in memory. Directories inside are invisible.
 */
export function mountHostDirectory(FS: EmscriptenFs, hostDir: string, mountPoint: string): void {
  const parentPid = process.ppid;
  let calls = 0;
  const lookForParent = (): void => {
    calls += 1;
    // The computation blocks the event loop: this is the only place to notice that the launcher was killed outright.
    if (calls % callsBetweenLooks === 0 && process.ppid !== parentPid) process.exit(137);
  };

  const guarded = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      throw new FS.ErrnoError(
        code === 'ENOSPC' ? noSpace : code === 'EFBIG' ? fileTooBig : code === 'ENOENT' ? noSuchFile : ioError,
      );
    }
  };
  const hostPath = (node: HostNode): string => path.join(hostDir, node.name);

  const nodeOps = {
    getattr(node: HostNode): object {
      const isRoot = node.mode === directoryMode;
      const stat = guarded(() => fs.statSync(isRoot ? hostDir : hostPath(node)));
      return {
        dev: 1,
        ino: node.id,
        mode: node.mode,
        nlink: 1,
        uid: 0,
        gid: 0,
        rdev: 0,
        size: stat.size,
        atime: stat.atime,
        mtime: stat.mtime,
        ctime: stat.ctime,
        blksize: 4096,
        blocks: Math.ceil(stat.size / 4096),
      };
    },
    setattr(node: HostNode, attributes: { size?: number }): void {
      if (attributes.size !== undefined) guarded(() => fs.truncateSync(hostPath(node), attributes.size));
    },
    lookup(parent: HostNode, name: string): HostNode {
      const stat = guarded(() => fs.statSync(path.join(hostDir, path.basename(name))));
      if (!stat.isFile()) throw new FS.ErrnoError(noSuchFile);
      return makeNode(parent, name, fileMode);
    },
    mknod(parent: HostNode, name: string, mode: number): HostNode {
      guarded(() => fs.closeSync(fs.openSync(path.join(hostDir, path.basename(name)), 'w')));
      return makeNode(parent, name, mode);
    },
    rename: refuse,
    unlink: refuse,
    rmdir: refuse,
    symlink: refuse,
    readdir: (): string[] => ['.', '..'],
  };

  const streamOps = {
    open(stream: HostStream): void {
      const access = stream.flags & 3;
      stream.hostFd = guarded(() => fs.openSync(hostPath(stream.node), access === 0 ? 'r' : 'r+'));
    },
    close(stream: HostStream): void {
      if (stream.hostFd !== undefined) fs.closeSync(stream.hostFd);
    },
    read(stream: HostStream, buffer: Int8Array, offset: number, length: number, position: number): number {
      lookForParent();
      if (length === 0) return 0;
      return guarded(() => fs.readSync(stream.hostFd!, view(buffer), offset, length, position));
    },
    write(stream: HostStream, buffer: Int8Array, offset: number, length: number, position: number): number {
      lookForParent();
      let done = 0;
      while (done < length) {
        done += guarded(() =>
          fs.writeSync(stream.hostFd!, view(buffer), offset + done, length - done, position + done),
        );
      }
      return length;
    },
    llseek(stream: HostStream, offset: number, whence: number): number {
      if (whence === 1) return stream.position + offset;
      return whence === 2 ? guarded(() => fs.fstatSync(stream.hostFd!).size) + offset : offset;
    },
  };

  function refuse(): never {
    throw new FS.ErrnoError(notAllowed);
  }
  function makeNode(parent: HostNode | null, name: string, mode: number): HostNode {
    return Object.assign(FS.createNode(parent, name, mode, 0), { node_ops: nodeOps, stream_ops: streamOps });
  }

  FS.mkdir(mountPoint);
  FS.mount({ mount: () => makeNode(null, '/', directoryMode) }, {}, mountPoint);
}

function view(buffer: Int8Array): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
