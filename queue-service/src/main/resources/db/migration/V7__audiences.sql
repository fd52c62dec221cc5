-- A team sees a review by one row and not by one for each member: people who have the same right for the same reason are an audience,
-- named by who they are. It never changes; a team that does is another audience from then on. In review_viewer, its id stands where
-- a person's would. Rows from before name persons, and stay as true as they were.
create table audience (
    id     text   primary key,
    people text[] not null
);
create index audience_people on audience using gin (people);

-- What a list shows is worked out again from the review whenever it changes; asking for the review at each row cost more than the row.
alter table review_viewer drop constraint review_viewer_review_fkey;

-- Counts read nothing but the index.
drop index review_viewer_reach;
create index review_viewer_reach on review_viewer (person, open, reach, sort_at, review) include (valid_from, valid_until);
