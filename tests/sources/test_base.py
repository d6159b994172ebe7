"""The base is found in a fixed order, the reason is said in one line, and a failure is never "no change"."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from mle_reviewer.sources.base import BaseError, Span, checked, resolve_span
from mle_reviewer.sources.git import open_repository
from mle_reviewer.sources.reading import read_change
from tests.sources.repositories import Repo, new_repository


def resolve(repo: Repo, env: dict[str, str] | None = None, **options: Any) -> Span:
    git = open_repository(str(repo.root))
    wanted: dict[str, Any] = {"base": None, "head": None, "staged": False, **options}
    return checked(git, resolve_span(git, env=env or {}, **wanted))


def how(span: Span) -> str:
    """The line, with ids replaced, since they stand for themselves."""
    return re.sub(r"\b[0-9a-f]{7}\b", "ID", span.how)


def said(caught: pytest.ExceptionInfo[BaseError]) -> str:
    return f"{caught.value.message} | {caught.value.way_out}"


@pytest.fixture
def branched(repo):
    """main: a, then c; feature (checked out): a, then b. The merge base is a."""
    repo.commit({"a.py": "1\n"}, "a")
    repo.git("tag", "fork")
    repo.commit({"c.py": "1\n"}, "c")
    repo.git("checkout", "--quiet", "-b", "feature", "fork")
    repo.commit({"b.py": "1\n"}, "b")
    return repo


@pytest.fixture
def cloned(branched):
    """A clone of `branched` on its feature branch, with origin/HEAD at main."""
    branched.git("checkout", "--quiet", "main")
    clone = branched.clone("clone")
    clone.git("checkout", "--quiet", "-b", "feature", "origin/feature")
    return clone


class TestGiven:
    def test_base_means_the_merge_base_with_the_working_tree_on_top(self, branched):
        span = resolve(branched, base="main")
        assert (span.base, span.head, span.where) == (branched.head("fork"), None, "working tree")
        assert how(span) == "working tree against ID, the merge base with main (--base)"

    def test_an_ancestor_is_the_base_itself(self, branched):
        assert how(resolve(branched, base="fork")) == "working tree against fork (ID) (--base)"
        assert how(resolve(branched, base=branched.head("fork"))) == "working tree against ID (--base)"

    def test_base_and_head(self, branched):
        span = resolve(branched, base="feature", head="main")
        assert (span.base, span.head, span.where) == (branched.head("fork"), branched.head("main"), "commit")
        assert how(span) == "main (ID) against ID, the merge base with feature (--base)"

    def test_the_variable_comes_after_the_option(self, branched):
        env = {"MLE_BASE": "fork"}
        assert resolve(branched, env, base="main").how.endswith("(--base)")
        assert how(resolve(branched, env)) == "working tree against fork (ID) (MLE_BASE)"

    @pytest.mark.parametrize("options", [{"base": "nowhere"}, {"head": "nowhere"}, {"base": "--all"}, {"base": "a b"}])
    def test_a_revision_that_is_not_there(self, branched, options):
        with pytest.raises(BaseError) as caught:
            resolve(branched, **options)
        assert re.match(
            r"--(base|head) .*: no such commit in this clone \| fetch it first; name the base by", said(caught)
        )

    def test_unrelated_histories_are_compared_as_they_are_when_asked_for(self, branched):
        branched.git("checkout", "--quiet", "--orphan", "alone")
        branched.commit({"d.py": "1"})
        span = resolve(branched, base="main")
        assert span.base == branched.head("main")
        assert how(span) == "working tree against main (ID) itself (--base): no common ancestor is known here"

    def test_several_merge_bases_are_said(self, repo):
        repo.commit({"a.py": "1"})
        repo.git("checkout", "--quiet", "-b", "feature")
        first = repo.commit({"b.py": "1"})
        repo.git("checkout", "--quiet", "main")
        second = repo.commit({"c.py": "1"})
        repo.git("merge", "--quiet", "--no-edit", first)
        repo.git("checkout", "--quiet", "feature")
        repo.git("merge", "--quiet", "--no-edit", second)
        repo.commit({"d.py": "1"})
        span = resolve(repo)
        assert span.base in {first, second}
        other = ({first, second} - {span.base}).pop()
        assert f"; 2 merge bases, {other[:7]} not used" in span.how


class TestStaged:
    def test_the_index_against_head(self, branched):
        span = resolve(branched, staged=True)
        assert (span.base, span.head, span.where) == (branched.head(), None, "index")
        assert how(span) == "index against HEAD (ID)"

    def test_with_a_base(self, branched):
        assert how(resolve(branched, staged=True, base="main")) == "index against ID, the merge base with main (--base)"

    def test_on_a_branch_without_commits(self, repo):
        repo.write("a.py", "1")
        repo.git("add", "a.py")
        assert resolve(repo, staged=True).how == "index against nothing: the branch has no commit yet"
        assert [file.path for file in read_change(str(repo.root), staged=True).files] == ["a.py"]

    def test_not_with_a_head(self, branched):
        with pytest.raises(BaseError, match="takes no --head"):
            resolve(branched, staged=True, head="main")

    def test_before_the_ci_systems_own(self, branched):
        env = {
            "CI": "true",
            "GITLAB_CI": "true",
            "CI_MERGE_REQUEST_IID": "1",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        }
        assert resolve(branched, env, staged=True).where == "index"


class TestLocal:
    def test_a_branch_against_the_default_branch_of_the_remote(self, cloned):
        cloned.write("b.py", "2\n")
        span = resolve(cloned)
        assert (span.base, span.where) == (cloned.head("fork"), "working tree")
        assert how(span) == "working tree against ID, the merge base with origin/main, the default branch"

    def test_its_own_published_copy_is_no_base(self, cloned):
        assert cloned.git("rev-parse", "--abbrev-ref", "@{upstream}") == "origin/feature"
        assert resolve(cloned).base == cloned.head("fork")

    def test_another_branch_as_upstream_is(self, cloned):
        cloned.git("checkout", "--quiet", "-b", "stacked", "--track", "feature")
        cloned.commit({"e.py": "1"})
        span = resolve(cloned)
        assert span.base == cloned.head("feature")
        assert how(span) == "working tree against ID, the merge base with feature, the upstream of this branch"

    def test_without_a_remote_main_or_master(self, branched):
        assert how(resolve(branched)) == "working tree against ID, the merge base with main, the default branch"
        branched.git("branch", "--move", "main", "master")
        assert how(resolve(branched)) == "working tree against ID, the merge base with master, the default branch"

    def test_a_remote_of_another_name(self, branched):
        branched.git("checkout", "--quiet", "main")
        clone = branched.clone("clone", "--origin", "company")
        clone.git("checkout", "--quiet", "-b", "work", "--no-track", "company/feature")
        assert "company/main" in resolve(clone).how

    def test_a_default_branch_of_another_name(self, branched):
        branched.git("branch", "--move", "main", "trunk")
        branched.git("checkout", "--quiet", "trunk")
        clone = branched.clone("clone")
        clone.git("checkout", "--quiet", "feature")
        assert "origin/trunk, the default branch" in resolve(clone).how

    def test_on_the_default_branch_what_is_not_published(self, cloned):
        cloned.git("checkout", "--quiet", "main")
        published = cloned.head()
        cloned.commit({"e.py": "1"})
        span = resolve(cloned)
        assert span.base == published
        assert how(span) == "working tree against ID, the merge base with origin/main"

    def test_on_a_lone_branch_what_is_not_committed(self, repo):
        repo.commit({"a.py": "1"})
        repo.commit({"a.py": "2"})
        repo.write("a.py", "3")
        change = read_change(str(repo.root), env={})
        assert change.how == f"working tree against HEAD ({repo.head()[:7]}) on main"
        assert [file.path for file in change.files] == ["a.py"]

    def test_and_if_all_is_committed_the_last_commit(self, repo):
        repo.commit({"a.py": "1"})
        repo.commit({"b.py": "2"})
        change = read_change(str(repo.root), env={})
        head, parent = repo.head()[:7], repo.head("HEAD~1")[:7]
        assert change.how == (
            f"last commit of main ({head}) against its parent {parent}, as nothing is uncommitted or unpublished"
        )
        assert ([file.path for file in change.files], change.head.label) == (["b.py"], head)

    def test_of_a_merge_commit_the_first_parent(self, branched):
        branched.git("checkout", "--quiet", "main")
        branched.git("merge", "--quiet", "--no-edit", "feature")
        change = read_change(str(branched.root), env={})
        assert "its first parent" in change.how
        assert [file.path for file in change.files] == ["b.py"]

    def test_the_first_commit_is_all_new(self, repo):
        repo.commit({"a.py": "1"})
        change = read_change(str(repo.root), env={})
        assert change.how.endswith("against nothing: it is the first commit")
        assert [(file.path, file.status) for file in change.files] == [("a.py", "added")]

    def test_a_branch_without_commits(self, repo):
        repo.write("a.py", "1\n")
        repo.write("b.py", "1\n")
        repo.git("add", "a.py")
        change = read_change(str(repo.root), env={})
        assert change.how == "working tree against nothing: the branch has no commit yet"
        assert [(file.path, file.status) for file in change.files] == [("a.py", "added"), ("b.py", "added")]

    def test_a_branch_of_its_own_with_nothing_on_it_is_no_change(self, cloned):
        cloned.git("checkout", "--quiet", "-b", "fresh", "--no-track", "origin/main")
        change = read_change(str(cloned.root), env={})
        assert change.files == ()
        assert "merge base with origin/main" in change.how

    def test_a_detached_head(self, cloned):
        cloned.git("checkout", "--quiet", "--detach", "origin/feature")
        span = resolve(cloned)
        assert span.base == cloned.head("fork")
        assert how(span) == "working tree against ID, the merge base with origin/main"
        cloned.git("checkout", "--quiet", "--detach", "origin/main")
        change = read_change(str(cloned.root), env={})
        assert change.how.startswith("last commit of HEAD, which is on no branch")
        assert [file.path for file in change.files] == ["c.py"]

    def test_branches_of_which_none_is_the_default(self, repo):
        repo.commit({"a.py": "1"})
        repo.git("branch", "--move", "one")
        repo.git("branch", "two")
        with pytest.raises(BaseError) as caught:
            resolve(repo)
        assert said(caught) == (
            "nothing says which branch one will be merged into | "
            "name the base by --base REV, or review everything by --all"
        )

    def test_no_common_history(self, branched):
        branched.git("checkout", "--quiet", "--orphan", "alone")
        branched.commit({"d.py": "1"})
        with pytest.raises(BaseError, match="HEAD shares no history with main"):
            resolve(branched)

    def test_head_names_the_branch_that_is_asked_about(self, branched):
        branched.git("checkout", "--quiet", "main")
        span = resolve(branched, head="feature")
        assert (span.base, span.head) == (branched.head("fork"), branched.head("feature"))
        assert how(span) == "feature (ID) against ID, the merge base with main, the default branch"


class TestShallow:
    @pytest.fixture
    def shallow(self, branched):
        branched.git("checkout", "--quiet", "main")
        clone = branched.clone("shallow", "--depth=1", "--no-single-branch")
        clone.git("checkout", "--quiet", "feature")
        return clone

    def test_the_way_out_is_named(self, shallow):
        with pytest.raises(BaseError) as caught:
            resolve(shallow)
        assert said(caught) == (
            "the merge base with origin/main: this clone is shallow and the history that leads there is not in it | "
            "run `git fetch --unshallow` (or `git fetch --deepen=100`); or name the base by --base REV, or review "
            "everything by --all"
        )

    def test_so_it_is_for_a_base_by_name(self, shallow):
        with pytest.raises(BaseError, match="--base origin/main: this clone is shallow"):
            resolve(shallow, base="origin/main")

    def test_an_id_is_taken_at_its_word(self, shallow):
        base = shallow.head("origin/main")
        assert resolve(shallow, base=base).base == base

    def test_the_last_commit_without_its_parent(self, branched):
        branched.git("checkout", "--quiet", "main")
        clone = branched.clone("shallow", "--depth=1")
        with pytest.raises(BaseError, match=r"the parent of HEAD: this clone is shallow"):
            read_change(str(clone.root), env={})
        clone.write("c.py", "2\n")
        assert [file.path for file in read_change(str(clone.root), env={}).files] == ["c.py"]

    def test_all_files_need_no_history(self, shallow):
        assert read_change(str(shallow.root), all_files=True, env={}).head.paths()


class TestPreCommit:
    def test_a_push(self, branched):
        env = {
            "PRE_COMMIT": "1",
            "PRE_COMMIT_FROM_REF": branched.head("main"),
            "PRE_COMMIT_TO_REF": branched.head("feature"),
        }
        branched.write("b.py", "uncommitted")
        span = resolve(branched, env)
        assert (span.base, span.head) == (branched.head("fork"), branched.head("feature"))
        assert how(span) == "pushed commit ID against ID, what the remote has of it (pre-push)"

    def test_the_first_push_of_a_branch_is_resolved_as_the_branch(self, branched):
        env = {
            "PRE_COMMIT_FROM_REF": "0" * 40,
            "PRE_COMMIT_TO_REF": branched.head(),
            "PRE_COMMIT_LOCAL_BRANCH": "feature",
        }
        span = resolve(branched, env)
        assert (span.base, span.head) == (branched.head("fork"), branched.head("feature"))


class TestGitHub:
    @pytest.fixture
    def merged(self, branched):
        """What actions/checkout has for a pull request: a detached merge of feature into main."""
        branched.git("checkout", "--quiet", "--detach", "main")
        branched.git("merge", "--quiet", "--no-ff", "--no-edit", "feature")
        branched.git("update-ref", "refs/pull/7/merge", "HEAD")
        branched.git("update-ref", "refs/remotes/origin/main", "main")
        branched.git("config", "remote.origin.url", "https://example.com/x.git")
        return branched

    def env(self, repo: Repo, name: str, event: Mapping[str, object]) -> dict[str, str]:
        path = repo.root.parent / "event.json"
        path.write_text(json.dumps(event))
        return {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": name,
            "GITHUB_EVENT_PATH": str(path),
            "GITHUB_BASE_REF": "main",
        }

    def pull(self, repo: Repo, **more: object) -> dict[str, object]:
        base = {"ref": "main", "sha": repo.head("fork")}
        return {"pull_request": {"number": 7, "head": {"sha": repo.head("feature")}, "base": base}, **more}

    def test_the_first_parent_of_the_merge_commit_and_never_the_events_base(self, merged):
        span = resolve(merged, self.env(merged, "pull_request", self.pull(merged)))
        assert (span.base, span.head, span.where) == (merged.head("main"), merged.head(), "commit")
        assert span.base != merged.head("fork")
        assert (
            how(span) == "HEAD (ID) against ID, the first parent of the merge commit (GitHub Actions, pull request 7)"
        )

    def test_what_the_job_wrote_is_no_part_of_the_change(self, merged):
        merged.write("build.py", "made by the job")
        change = read_change(str(merged.root), env=self.env(merged, "pull_request", self.pull(merged)))
        assert [file.path for file in change.files] == ["b.py"]

    def test_the_head_of_the_pull_request_checked_out(self, merged):
        merged.git("checkout", "--quiet", "--detach", "feature")
        span = resolve(merged, self.env(merged, "pull_request", self.pull(merged)))
        assert span.base == merged.head("fork")
        assert how(span) == "HEAD (ID) against ID, the merge base with origin/main (GitHub Actions, pull request 7)"

    @pytest.mark.parametrize(("depth", "found"), [(1, False), (2, True)])
    def test_depth(self, merged, depth, found):
        clone = new_repository(merged.root.parent, "checkout")
        clone.git("remote", "add", "origin", f"file://{merged.root}")
        clone.git("fetch", "--quiet", f"--depth={depth}", "origin", "+refs/pull/7/merge:refs/remotes/pull/7/merge")
        clone.git("checkout", "--quiet", "--detach", "refs/remotes/pull/7/merge")
        env = self.env(merged, "pull_request", self.pull(merged))
        if found:
            assert resolve(clone, env).base == merged.head("main")
            return
        with pytest.raises(BaseError) as caught:
            resolve(clone, env)
        assert "the parents of the merge commit (GitHub Actions, pull request 7): this clone is shallow" in said(caught)
        assert "set `fetch-depth: 0` on actions/checkout (or 2, which is enough)" in said(caught)

    def test_a_target_branch_that_is_not_here(self, merged):
        merged.git("checkout", "--quiet", "--detach", "feature")
        merged.git("update-ref", "-d", "refs/remotes/origin/main")
        merged.git("branch", "--quiet", "-D", "main")
        with pytest.raises(BaseError) as caught:
            resolve(merged, self.env(merged, "pull_request", self.pull(merged)))
        assert said(caught).startswith("main, the target of pull request 7 (GitHub Actions), is not in this clone")
        assert "git fetch origin main" in said(caught)

    def test_pull_request_target_has_the_base_checked_out(self, merged):
        merged.git("checkout", "--quiet", "main")
        env = self.env(merged, "pull_request_target", self.pull(merged))
        with pytest.raises(BaseError, match="pull_request_target checks out the base branch"):
            resolve(merged, env)
        merged.git("checkout", "--quiet", "--detach", "feature")
        assert resolve(merged, env).base == merged.head("fork")

    def test_an_event_that_cannot_be_read_leaves_the_target_branch(self, merged):
        merged.git("checkout", "--quiet", "--detach", "feature")
        env = self.env(merged, "pull_request", {})
        for path in (env["GITHUB_EVENT_PATH"], str(merged.root / "nowhere")):
            assert resolve(merged, {**env, "GITHUB_EVENT_PATH": path}).base == merged.head("fork")
        (merged.root.parent / "event.json").write_text("[[[")
        assert resolve(merged, env).base == merged.head("fork")

    def test_a_merge_group(self, merged):
        span = resolve(merged, self.env(merged, "merge_group", {"merge_group": {"base_sha": merged.head("main")}}))
        assert span.base == merged.head("main")

    def test_a_push(self, branched):
        before = branched.head()
        branched.commit({"b.py": "2"})
        branched.commit({"b.py": "3"})
        event = {"before": before, "ref": "refs/heads/feature", "repository": {"default_branch": "main"}}
        span = resolve(branched, self.env(branched, "push", event))
        assert span.base == before
        assert how(span) == "HEAD (ID) against ID (GitHub Actions, push)"

    def test_the_first_push_of_a_branch(self, branched):
        event = {"before": "0" * 40, "ref": "refs/heads/feature", "repository": {"default_branch": "main"}}
        assert resolve(branched, self.env(branched, "push", event)).base == branched.head("fork")

    def test_the_first_push_of_a_repository(self, repo):
        repo.commit({"a.py": "1"})
        repo.commit({"b.py": "1"})
        event = {"before": "0" * 40, "ref": "refs/heads/main", "repository": {"default_branch": "main"}}
        change = read_change(str(repo.root), env=self.env(repo, "push", event))
        assert [file.path for file in change.files] == ["a.py", "b.py"]

    def test_a_forced_push_compares_with_what_the_two_share(self, branched):
        before = branched.head()
        branched.git("reset", "--quiet", "--hard", "fork")
        branched.commit({"b.py": "other"})
        event = {"before": before, "ref": "refs/heads/feature", "repository": {"default_branch": "main"}}
        assert resolve(branched, self.env(branched, "push", event)).base == branched.head("fork")
        gone = {**event, "before": "1" * 40}
        assert resolve(branched, self.env(branched, "push", gone)).base == branched.head("fork")

    def test_a_push_whose_old_commit_is_not_here_is_never_an_empty_change(self, branched):
        branched.git("checkout", "--quiet", "main")
        event = {"before": "1" * 40, "ref": "refs/heads/main", "repository": {"default_branch": "main"}}
        with pytest.raises(BaseError, match=r"the commit before .* is not in this clone"):
            resolve(branched, self.env(branched, "push", event))
        shallow = branched.clone("shallow", "--depth=1")
        with pytest.raises(BaseError, match="this clone is shallow") as caught:
            resolve(shallow, self.env(branched, "push", {**event, "before": branched.head("fork")}))
        assert "fetch-depth: 0" in said(caught)

    def test_other_events_are_resolved_as_the_branch_without_the_work_tree(self, branched):
        branched.write("b.py", "made by the job")
        span = resolve(branched, self.env(branched, "schedule", {}))
        assert (span.base, span.where) == (branched.head("fork"), "commit")


class TestOtherSystems:
    def test_gitlab_merge_request(self, branched):
        env = {
            "CI": "true", "GITLAB_CI": "true", "CI_MERGE_REQUEST_IID": "12",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_MERGE_REQUEST_DIFF_BASE_SHA": branched.head("fork"),
        }  # fmt: skip
        span = resolve(branched, env)
        assert span.base == branched.head("fork")
        assert how(span) == "HEAD (ID) against ID (GitLab CI, merge request 12)"

    def test_gitlab_merged_results_use_the_target(self, branched):
        branched.git("checkout", "--quiet", "--detach", "main")
        branched.git("merge", "--quiet", "--no-edit", "feature")
        env = {
            "GITLAB_CI": "true", "CI_MERGE_REQUEST_IID": "12",
            "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": branched.head("main"),
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": branched.head("fork"),
        }  # fmt: skip
        assert resolve(branched, env).base == branched.head("main")

    def test_gitlab_branch_pipelines(self, branched):
        env = {"GITLAB_CI": "true", "CI_DEFAULT_BRANCH": "main", "CI_COMMIT_BEFORE_SHA": "0" * 40}
        assert resolve(branched, env).base == branched.head("fork")
        before = branched.head()
        branched.commit({"b.py": "2"})
        assert resolve(branched, {**env, "CI_COMMIT_BEFORE_SHA": before}).base == before

    def test_gitlab_shallow(self, branched):
        clone = branched.clone("shallow", "--depth=1")
        env = {
            "GITLAB_CI": "true",
            "CI_MERGE_REQUEST_IID": "1",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": branched.head("fork"),
        }
        with pytest.raises(BaseError) as caught:
            resolve(clone, env)
        assert "GIT_DEPTH: 0" in said(caught)

    def test_azure(self, branched):
        env = {
            "TF_BUILD": "True", "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main",
            "SYSTEM_PULLREQUEST_PULLREQUESTID": "3",
            "SYSTEM_PULLREQUEST_SOURCECOMMITID": branched.head("feature"),
        }  # fmt: skip
        assert resolve(branched, env).base == branched.head("fork")
        branched.git("checkout", "--quiet", "--detach", "main")
        branched.git("merge", "--quiet", "--no-ff", "--no-edit", "feature")
        span = resolve(branched, env)
        assert span.base == branched.head("main")
        assert span.how.endswith("the first parent of the merge commit (Azure Pipelines, pull request 3)")

    def test_bitbucket_merges_the_destination_in_first(self, branched):
        branched.git("merge", "--quiet", "--no-edit", "main")
        env = {"BITBUCKET_BUILD_NUMBER": "9", "BITBUCKET_PR_ID": "4", "BITBUCKET_PR_DESTINATION_BRANCH": "main"}
        assert resolve(branched, env).base == branched.head("main")
        assert resolve(
            branched, {**env, "BITBUCKET_PR_DESTINATION_COMMIT": branched.head("main")}
        ).base == branched.head("main")

    @pytest.mark.parametrize(
        "env",
        [
            {"JENKINS_URL": "https://ci.example.com", "CHANGE_ID": "5", "CHANGE_TARGET": "main"},
            {"BUILDKITE": "true", "BUILDKITE_PULL_REQUEST": "5", "BUILDKITE_PULL_REQUEST_BASE_BRANCH": "main"},
        ],
    )
    def test_target_branches(self, branched, env):
        span = resolve(branched, env)
        assert (span.base, span.where) == (branched.head("fork"), "commit")
        assert re.search(r"merge base with main \((Jenkins, change|Buildkite, pull request) 5\)$", span.how)

    def test_no_pull_request(self, branched):
        for env in ({"BUILDKITE": "true", "BUILDKITE_PULL_REQUEST_BASE_BRANCH": ""}, {"JENKINS_URL": "x"}, {"CI": "1"}):
            span = resolve(branched, env)
            assert (span.base, span.where) == (branched.head("fork"), "commit")

    def test_ci_switched_off(self, branched):
        for value in ("", "0", "false", "False"):
            assert resolve(branched, {"CI": value}).where == "working tree"

    def test_on_the_default_branch_the_last_commit(self, repo):
        repo.commit({"a.py": "1"})
        repo.commit({"b.py": "1"})
        span = resolve(repo, {"CI": "true"})
        assert (span.base, span.head) == (repo.head("HEAD~1"), repo.head())
