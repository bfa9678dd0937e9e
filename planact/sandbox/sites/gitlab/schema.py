"""The tables of the code-hosting site."""

from __future__ import annotations

SCHEMA = """
CREATE TABLE gitlab_users (
    username TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, job TEXT NOT NULL,
    location TEXT NOT NULL, bio TEXT NOT NULL, status TEXT NOT NULL, joined TEXT NOT NULL
);
CREATE TABLE gitlab_groups (
    path TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT NOT NULL
);
CREATE TABLE gitlab_projects (
    id INTEGER PRIMARY KEY, namespace TEXT NOT NULL, slug TEXT NOT NULL, name TEXT NOT NULL,
    description TEXT NOT NULL, visibility TEXT NOT NULL, license TEXT NOT NULL,
    stars INTEGER NOT NULL, forks INTEGER NOT NULL, updated TEXT NOT NULL,
    forked_from INTEGER REFERENCES gitlab_projects, UNIQUE (namespace, slug)
);
CREATE TABLE gitlab_topics (
    project INTEGER NOT NULL REFERENCES gitlab_projects, topic TEXT NOT NULL,
    PRIMARY KEY (project, topic)
);
CREATE TABLE gitlab_stars (
    username TEXT NOT NULL REFERENCES gitlab_users,
    project INTEGER NOT NULL REFERENCES gitlab_projects, PRIMARY KEY (username, project)
);
CREATE TABLE gitlab_members (
    project INTEGER NOT NULL REFERENCES gitlab_projects,
    username TEXT NOT NULL REFERENCES gitlab_users, role TEXT NOT NULL, since TEXT NOT NULL,
    PRIMARY KEY (project, username)
);
CREATE TABLE gitlab_labels (
    project INTEGER NOT NULL REFERENCES gitlab_projects, label TEXT NOT NULL,
    PRIMARY KEY (project, label)
);
CREATE TABLE gitlab_files (
    project INTEGER NOT NULL REFERENCES gitlab_projects, name TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (project, name)
);
CREATE TABLE gitlab_commits (
    project INTEGER NOT NULL REFERENCES gitlab_projects, sha TEXT NOT NULL, title TEXT NOT NULL,
    author TEXT NOT NULL REFERENCES gitlab_users, created TEXT NOT NULL,
    PRIMARY KEY (project, sha)
);
CREATE TABLE gitlab_branches (
    project INTEGER NOT NULL REFERENCES gitlab_projects, name TEXT NOT NULL,
    author TEXT NOT NULL REFERENCES gitlab_users, created TEXT NOT NULL,
    PRIMARY KEY (project, name)
);
CREATE TABLE gitlab_issues (
    id INTEGER PRIMARY KEY, project INTEGER NOT NULL REFERENCES gitlab_projects,
    iid INTEGER NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL,
    author TEXT NOT NULL REFERENCES gitlab_users, assignee TEXT REFERENCES gitlab_users,
    due TEXT, state TEXT NOT NULL, created TEXT NOT NULL, UNIQUE (project, iid)
);
CREATE TABLE gitlab_issue_labels (
    issue INTEGER NOT NULL REFERENCES gitlab_issues, label TEXT NOT NULL,
    PRIMARY KEY (issue, label)
);
CREATE TABLE gitlab_merges (
    id INTEGER PRIMARY KEY, project INTEGER NOT NULL REFERENCES gitlab_projects,
    iid INTEGER NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL,
    author TEXT NOT NULL REFERENCES gitlab_users, assignee TEXT REFERENCES gitlab_users,
    reviewer TEXT REFERENCES gitlab_users, source TEXT NOT NULL, state TEXT NOT NULL,
    created TEXT NOT NULL, UNIQUE (project, iid)
);
CREATE TABLE gitlab_comments (
    id INTEGER PRIMARY KEY, issue INTEGER REFERENCES gitlab_issues,
    merge INTEGER REFERENCES gitlab_merges, author TEXT NOT NULL REFERENCES gitlab_users,
    body TEXT NOT NULL, created TEXT NOT NULL
);
CREATE INDEX gitlab_comments_of_issue ON gitlab_comments (issue);
CREATE INDEX gitlab_comments_of_merge ON gitlab_comments (merge);
CREATE VIEW gitlab_namespaces AS
    SELECT path, name FROM gitlab_groups UNION ALL SELECT username, name FROM gitlab_users;
CREATE VIEW gitlab_project AS
    SELECT project.*, owner.name AS owner,
        '/gitlab/' || namespace || '/' || slug AS path,
        (SELECT group_concat(topic, ', ') FROM
            (SELECT topic FROM gitlab_topics WHERE project = project.id ORDER BY topic)) AS topics
    FROM gitlab_projects AS project JOIN gitlab_namespaces AS owner ON owner.path = namespace;
CREATE VIEW gitlab_issue AS
    SELECT issue.*, author.name AS author_name, assignee.name AS assignee_name,
        project.name AS project_name, project.path || '/-/issues/' || iid AS path,
        (SELECT count(*) FROM gitlab_comments WHERE issue = issue.id) AS comments,
        (SELECT group_concat(label, ', ') FROM
            (SELECT label FROM gitlab_issue_labels WHERE issue = issue.id ORDER BY label)) AS labels
    FROM gitlab_issues AS issue JOIN gitlab_project AS project ON project.id = issue.project
    JOIN gitlab_users AS author ON author.username = issue.author
    LEFT JOIN gitlab_users AS assignee ON assignee.username = issue.assignee;
CREATE VIEW gitlab_merge AS
    SELECT merge.*, author.name AS author_name, assignee.name AS assignee_name,
        reviewer.name AS reviewer_name, project.name AS project_name,
        project.path || '/-/merge_requests/' || iid AS path,
        (SELECT count(*) FROM gitlab_comments WHERE merge = merge.id) AS comments
    FROM gitlab_merges AS merge JOIN gitlab_project AS project ON project.id = merge.project
    JOIN gitlab_users AS author ON author.username = merge.author
    LEFT JOIN gitlab_users AS assignee ON assignee.username = merge.assignee
    LEFT JOIN gitlab_users AS reviewer ON reviewer.username = merge.reviewer;
"""
