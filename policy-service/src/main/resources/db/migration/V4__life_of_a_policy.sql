-- Who agreed to a version that loosens, and where a version brings an earlier one back. Absent for all that were published before.
alter table policy_version
    add column agreed_by     text,
    add column restored_from integer;

-- What a process owner is writing: one a process, well-formed, and otherwise as incomplete as it likes.
create table policy_draft (
    process    text        primary key,
    -- A new one with every change, so that a state that is gone is never mistaken for a later one.
    tag        uuid        not null,
    json       boolean     not null,
    -- As it was sent: comments and order are the writer's own.
    source     text        not null,
    changed_by text        not null,
    changed_at timestamptz not null
);

-- Publications that loosen: they wait for a second person, and stay as the evidence of what was agreed or declined.
create table policy_publication (
    -- In the order of time.
    id            uuid        primary key,
    process       text        not null,
    -- The version that it was compared with. Once another is in force, nobody has seen what this would change.
    base_version  integer     not null,
    document      text        not null,
    -- The sentences that the second person was shown, as a JSON list.
    loosens       text        not null,
    draft         uuid,
    restored_from integer,
    status        text        not null check (status in ('waiting-for-second-person', 'published', 'declined', 'superseded')),
    proposed_by   text        not null,
    proposed_at   timestamptz not null,
    settled_by    text,
    settled_at    timestamptz,
    reason        text,
    version       integer
);

create index policy_publication_of_process on policy_publication (process, id);

-- What became of each policy file's content as it was last read. Whether it is still in force is looked up, not stored.
create table policy_file (
    file        text        primary key,
    -- Digest of the whole content, and who else claims its process: it is handled again when this is another.
    state       text        not null,
    -- Absent where the content does not say.
    process     text,
    result      text        not null check (result in ('applied', 'unchanged', 'proposed', 'refused', 'unreadable')),
    version     integer,
    publication uuid        references policy_publication,
    findings    text        not null,
    handled_at  timestamptz not null
);
