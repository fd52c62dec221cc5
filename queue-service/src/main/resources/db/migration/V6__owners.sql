-- Teams may be fed by the groups that people sign in with. They are kept beside the directory's document and not in it: the file is
-- what an administrator wrote, and replacing it must not throw out whoever signed in this morning.
create table group_membership (
    person text not null,
    name   text not null,
    primary key (person, name)
);

-- How a review came to its owner, as far as the right to decide it and the words about it go. A row of the version before has none of
-- it, and reads as before: an owner in their own right.
alter table review
    -- Who is away and whose review it is, where the owner stands in: the owner's right ends with the absence, and theirs stays.
    add column stands_in_for text,
    -- What the owner is to the case, in words: "account owner of Hotel Miramar".
    add column owner_as      text,
    -- Of an owning team, who was asked first: whoever had the fewest open reviews. Everybody in the team may decide all the same.
    add column asked         text,
    -- When somebody's right begins or ends by the calendar, and the owner is looked at again.
    add column look_again_at timestamptz;

-- Counts what somebody has in hand: what they are on, else what they were asked first.
create index review_open_load on review (coalesce(claimed_by, asked)) where phase = 'OPEN';
create index review_look_again on review (look_again_at) where phase = 'OPEN' and look_again_at is not null;

-- When somebody was last seen looking at their queue, to the minute or so: nobody's hours are counted here. One row a person.
create table person_seen (
    person text        primary key,
    at     timestamptz not null
) with (fillfactor = 80);

-- Queues that nobody watches and about which somebody was told, so that they are told once and then now and then, by whichever
-- replica looks. A row goes when somebody looks at the queue, or when nothing is left in it.
create table unwatched_queue (
    process text        not null,
    owner   text        not null,
    told_at timestamptz not null,
    primary key (process, owner)
);
-- What waits, by whose it is.
create index review_open_owner on review (process, owner) include (waiting_since, accountable) where phase = 'OPEN';
