#include "core/service/worker.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/base/sys.h"

typedef struct Job {
	struct Job *next;
	unsigned    asker;
	OpId        op;
	bool        stop;
	Request     request;                     /* while it runs, ops_run's alone */
} Job;

typedef struct Node {
	struct Node *next;
	Answer       answer;
} Node;

struct Worker {
	pthread_t       thread;
	pthread_mutex_t lock;                    /* guards all that follows but service and the pipe's numbers */
	pthread_cond_t  posted, idle;
	Job            *jobs, **jobs_end;
	Job            *running;
	Node           *answers, **answers_end;
	Node           *progress;                /* the running job's unread progress answer, NULL: none */
	bool            ending;
	Service        *service;
	int             pipe[2];                 /* holds one byte exactly while there are answers */
};

/* With the lock held. */
static Node *answer_add(Worker *worker, const Job *job)
{
	Node *node = mem_take(sizeof *node);
	node->answer.asker = job->asker;
	node->answer.op = job->op;
	if (!worker->answers && write(worker->pipe[1], "", 1) < 0)
		assert(errno == EAGAIN);
	*worker->answers_end = node;
	worker->answers_end = &node->next;
	return node;
}

static bool job_progress(void *context, size_t done, size_t total)
{
	Worker *worker = context;
	pthread_mutex_lock(&worker->lock);
	if (!worker->progress)
		worker->progress = answer_add(worker, worker->running);
	worker->progress->answer.reply.done = done;
	worker->progress->answer.reply.total = total;
	bool go_on = !worker->running->stop;
	pthread_mutex_unlock(&worker->lock);
	return go_on;
}

/* Waits for one; NULL: the worker ends. */
static Job *job_next(Worker *worker)
{
	pthread_mutex_lock(&worker->lock);
	while (!worker->jobs && !worker->ending)
		pthread_cond_wait(&worker->posted, &worker->lock);
	Job *job = worker->ending ? NULL : worker->jobs;
	if (job) {
		worker->jobs = job->next;
		if (!worker->jobs)
			worker->jobs_end = &worker->jobs;
		worker->running = job;
	}
	pthread_mutex_unlock(&worker->lock);
	return job;
}

static void job_free(Job *job)
{
	sys_wipe(&job->request, sizeof job->request);
	mem_free(job);
}

static void job_run(Worker *worker, Job *job)
{
	Answer *result = mem_take(sizeof *result);
	bool ok = ops_run(worker->service, &job->request, &result->reply, job_progress, worker, &result->err);
	pthread_mutex_lock(&worker->lock);
	Node *node = answer_add(worker, job);
	node->answer.final = true;
	node->answer.ok = ok;
	node->answer.reply = result->reply;
	node->answer.err = result->err;
	worker->running = NULL;
	worker->progress = NULL;
	pthread_cond_broadcast(&worker->idle);
	pthread_mutex_unlock(&worker->lock);
	mem_free(result);
	job_free(job);
}

static void *worker_main(void *context)
{
	Worker *worker = context;
	Job *job;
	while ((job = job_next(worker)))
		job_run(worker, job);
	return NULL;
}

static void worker_init(Worker *worker, Service *service)
{
	pthread_condattr_t monotonic;
	worker->service = service;
	worker->jobs_end = &worker->jobs;
	worker->answers_end = &worker->answers;
	pthread_mutex_init(&worker->lock, NULL);
	pthread_cond_init(&worker->posted, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&worker->idle, &monotonic);
	pthread_condattr_destroy(&monotonic);
}

static void worker_free(Worker *worker)
{
	pthread_cond_destroy(&worker->idle);
	pthread_cond_destroy(&worker->posted);
	pthread_mutex_destroy(&worker->lock);
	close(worker->pipe[0]);
	close(worker->pipe[1]);
	mem_free(worker);
}

bool worker_start(Worker **out, Service *service, Err *err)
{
	Worker *worker = mem_take(sizeof *worker);
	if (pipe2(worker->pipe, O_CLOEXEC | O_NONBLOCK) != 0) {
		mem_free(worker);
		return fail(err, ERR_OTHER, "The system gives no pipe: %s.", strerror(errno));
	}
	worker_init(worker, service);
	int error = pthread_create(&worker->thread, NULL, worker_main, worker);
	if (error) {
		worker_free(worker);
		return fail(err, ERR_OTHER, "The system gives no thread: %s.", strerror(error));
	}
	*out = worker;
	return true;
}

void worker_post(Worker *worker, Request *request, unsigned asker)
{
	Job *job = mem_take(sizeof *job);
	job->asker = asker;
	job->op = request->op;
	job->request = *request;
	sys_wipe(request, sizeof *request);
	pthread_mutex_lock(&worker->lock);
	*worker->jobs_end = job;
	worker->jobs_end = &job->next;
	pthread_cond_signal(&worker->posted);
	pthread_mutex_unlock(&worker->lock);
}

void worker_stop_current(Worker *worker)
{
	pthread_mutex_lock(&worker->lock);
	Job *job = worker->running ? worker->running : worker->jobs;
	if (job)
		job->stop = true;
	pthread_mutex_unlock(&worker->lock);
}

int worker_fd(const Worker *worker)
{
	return worker->pipe[0];
}

bool worker_take(Worker *worker, Answer *out)
{
	char byte;
	pthread_mutex_lock(&worker->lock);
	Node *node = worker->answers;
	if (node) {
		worker->answers = node->next;
		if (!worker->answers) {
			worker->answers_end = &worker->answers;
			if (read(worker->pipe[0], &byte, 1) < 0)
				assert(errno == EAGAIN);
		}
		if (node == worker->progress)
			worker->progress = NULL;
	}
	pthread_mutex_unlock(&worker->lock);
	if (!node)
		return false;
	*out = node->answer;
	mem_free(node);
	return true;
}

bool worker_busy(const Worker *worker)
{
	/* The lock is no part of what a caller could see change. */
	Worker *locked = (Worker *)worker;

	pthread_mutex_lock(&locked->lock);
	bool busy = worker->jobs || worker->running;
	pthread_mutex_unlock(&locked->lock);
	return busy;
}

bool worker_in_write(const Worker *worker)
{
	Worker *locked = (Worker *)worker;
	pthread_mutex_lock(&locked->lock);
	bool writing = worker->running && (worker->running->op == OP_APPLY || worker->running->op == OP_BATCH_APPLY);
	pthread_mutex_unlock(&locked->lock);
	return writing;
}

static struct timespec time_in(int timeout_ms)
{
	struct timespec until;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += timeout_ms / 1000;
	until.tv_nsec += timeout_ms % 1000 * 1000000L;
	if (until.tv_nsec >= 1000000000L)
		until.tv_sec++, until.tv_nsec -= 1000000000L;
	return until;
}

void worker_wait(Worker *worker, int timeout_ms)
{
	struct timespec until = time_in(timeout_ms);
	pthread_mutex_lock(&worker->lock);
	while (worker->jobs || worker->running)
		if (pthread_cond_timedwait(&worker->idle, &worker->lock, &until) == ETIMEDOUT)
			break;
	pthread_mutex_unlock(&worker->lock);
}

bool worker_leave(Worker *worker, int patience_ms)
{
	struct timespec until = time_in(patience_ms);
	pthread_mutex_lock(&worker->lock);
	worker->ending = true;
	/* A reading stops at its next progress call, a batch behind its row; a single write asks nobody and is finished. */
	if (worker->running)
		worker->running->stop = true;
	pthread_cond_signal(&worker->posted);
	while (worker->running)
		if (pthread_cond_timedwait(&worker->idle, &worker->lock, &until) == ETIMEDOUT)
			break;
	bool left = !worker->running;
	pthread_mutex_unlock(&worker->lock);
	return left;
}

void worker_end(Worker *worker)
{
	Answer answer;
	worker_leave(worker, 0);
	pthread_join(worker->thread, NULL);
	for (Job *job = worker->jobs, *next; job; job = next) {
		next = job->next;
		request_free(&job->request);
		job_free(job);
	}
	while (worker_take(worker, &answer))
		reply_free(&answer.reply);
	worker_free(worker);
}
