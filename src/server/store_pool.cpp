#include "server/store_pool.hpp"

#include <utility>

namespace throughline::server {

Result<std::unique_ptr<StorePool>> StorePool::open(const OpenStore& open_store,
                                                   const Options& options) {
  std::unique_ptr<StorePool> pool(new StorePool(options));
  for (std::size_t i = 0; i < options.n_workers; ++i) {
    TL_TRY(auto store, open_store());
    pool->stores_.push_back(std::move(store));
  }
  for (const auto& store : pool->stores_) {
    pool->workers_.emplace_back([raw = pool.get(), engine = store.get()] { raw->work(*engine); });
  }
  return pool;
}

StorePool::~StorePool() { close(); }

bool StorePool::submit(Task task) {
  const std::scoped_lock lock(mutex_);
  if (closed_ || tasks_.size() >= options_.most_waiting) {
    return false;
  }
  tasks_.push_back(std::move(task));
  wake_.notify_one();
  return true;
}

std::size_t StorePool::n_waiting() const {
  const std::scoped_lock lock(mutex_);
  return tasks_.size();
}

void StorePool::close() {
  {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
    wake_.notify_all();
  }
  for (std::thread& worker : workers_) {
    worker.join();
  }
  workers_.clear();
}

void StorePool::work(engine::Engine& store) {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return closed_ || !tasks_.empty(); });
    if (tasks_.empty()) {
      return;
    }
    Task task = std::move(tasks_.front());
    tasks_.pop_front();
    lock.unlock();
    task(store);
    task = nullptr;  // what it holds is let go of outside the lock
    lock.lock();
  }
}

}  // namespace throughline::server
