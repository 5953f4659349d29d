-- The two roles of a register on PostgreSQL, made once by the server's administrator:
--
--   sudo -u postgres psql -f config/postgresql-roles.sql
--   tanggap migrate --owner tanggap_owner        (now, and after each upgrade; asks for TANGGAP_DATABASE_PASSWORD)
--
-- tanggap_owner owns the tables and migrates them; its password does not lie on the daemon's host. tanggap is the
-- daemon's role, the one in [database] url: it works in the register, adds to the audit trail, and can neither change
-- nor delete what stands there. `tanggap erase` and `tanggap retention --setujui` take --owner too; `tanggap restore`
-- needs the owner in [database] url.

CREATE ROLE tanggap_owner LOGIN;
CREATE ROLE tanggap LOGIN;
CREATE DATABASE tanggap OWNER tanggap_owner;
\connect tanggap
REVOKE ALL ON DATABASE tanggap FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT CONNECT ON DATABASE tanggap TO tanggap;
ALTER SCHEMA public OWNER TO tanggap_owner;
-- \password tanggap_owner
-- \password tanggap
