# A server over HTTP: the client, the Native writer and the binder of literals. tests/stores runs them against servers.
set(TL_ENGINE_HTTP_SOURCES cluster.cpp cluster_engine.cpp http_client.cpp http_engine.cpp literal.cpp native_encoder.cpp server_error.cpp)
set(TL_ENGINE_HTTP_TESTS cluster_test.cpp literal_test.cpp native_encoder_test.cpp server_error_test.cpp)
set(TL_ENGINE_HTTP_FUZZERS literal_fuzz.cpp native_fuzz.cpp)
set(TL_ENGINE_HTTP_LINKS CURL::libcurl)
