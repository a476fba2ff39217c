// Package private runs a PostgreSQL server that belongs to this process alone: for a demonstration, a single
// machine, and every test that needs a real database.
//
// It owns finding the programs (initdb and postgres, version 15 or later), one data folder, the server's life
// from initdb to shutdown, and its log. It does not own what is inside: roles, migrations and pools are
// internal/pg's, databases for tests are internal/pgtest's. It reads no settings from the environment except
// PATH, the last place it looks for the programs, and TMPDIR.
//
// # The data folder
//
//	<DataDir>/throughline.lock   held (flock) while a server runs; says by which process
//	<DataDir>/cluster/           PostgreSQL's own data directory, made under another name and renamed
//	<DataDir>/run/               the socket, unless its path would be too long
//	<DataDir>/postgres.log       what the server says; postgres.log.1 is the end of what was cut off
//	<DataDir>/postgresql-*/      a copy of the npm package's programs, only where they could not be reached
//
// The cluster is one level down so that the lock outlives it, so that it can appear whole by one rename, and so
// that DataDir may be a mounted volume, which cannot be renamed. A folder that holds anything else is refused
// and left as it was.
//
// # Who can connect
//
// The server listens on a Unix socket only, never on TCP. The socket has mode 0700 and so has its folder, and
// both belong to the user that runs postgres: nobody but that user and root can open it. Connections are then
// trusted to say which role they are. Peer authentication would admit the same two users and no others (and
// before version 16 cannot map them to roles this package does not know); a password would lie in a file that
// the same two can read. Host connections are rejected by pg_hba.conf in case somebody turns TCP on.
//
// # Running as root
//
// PostgreSQL refuses to run as root, so it runs as the owner of an existing cluster, else as user postgres, else
// as nobody. The data folder is given to that user; nothing above it is changed. Because a less powerful user
// then owns the folder, every file in it is reached through os.Root, which no symbolic link can lead astray.
// Where that user cannot reach the npm package (a checkout below /root), the programs are copied into the data
// folder, which it must be able to reach anyway: no other place needs choosing, cleaning or locking.
//
// # Ends, wanted and not
//
// Where the kernel can (Linux), postgres is told to shut down when this process dies, however it dies. Elsewhere,
// and in case that failed, the next Start ends the old server before it starts a new one. postmaster.pid is never
// deleted while it names a process: when that process is proved not to be a server on this folder (a zombie, or a
// stranger that was given the number), postgres is told so through PG_GRANDPARENT_PID and clears the file itself,
// after its own check that no orphan still uses the shared memory.
package private
