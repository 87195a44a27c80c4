// The part of DuckDB's C interface that this room uses. The package with the library carries no
// header; names, values and layouts are upstream's stable ones.
#pragma once

#include <cstdint>

// NOLINTBEGIN(readability-identifier-naming): names are upstream's
extern "C" {

using idx_t = uint64_t;

enum duckdb_state { DuckDBSuccess = 0, DuckDBError = 1 };

enum duckdb_type {
  DUCKDB_TYPE_BOOLEAN = 1,
  DUCKDB_TYPE_BIGINT = 5,
  DUCKDB_TYPE_UTINYINT = 6,
  DUCKDB_TYPE_USMALLINT = 7,
  DUCKDB_TYPE_UINTEGER = 8,
  DUCKDB_TYPE_UBIGINT = 9,
  DUCKDB_TYPE_DOUBLE = 11,
  DUCKDB_TYPE_VARCHAR = 17,
  DUCKDB_TYPE_BLOB = 18,
};

using duckdb_database = struct _duckdb_database*;
using duckdb_connection = struct _duckdb_connection*;
using duckdb_config = struct _duckdb_config*;
using duckdb_prepared_statement = struct _duckdb_prepared_statement*;
using duckdb_appender = struct _duckdb_appender*;
using duckdb_data_chunk = struct _duckdb_data_chunk*;
using duckdb_vector = struct _duckdb_vector*;
using duckdb_logical_type = struct _duckdb_logical_type*;

struct duckdb_result {
  idx_t deprecated_column_count;
  idx_t deprecated_row_count;
  idx_t deprecated_rows_changed;
  void* deprecated_columns;
  char* deprecated_error_message;
  void* internal_data;
};

struct duckdb_string_t {  // up to 12 bytes stand in the struct itself
  union {
    struct {
      uint32_t length;
      char prefix[4];
      char* ptr;
    } pointer;
    struct {
      uint32_t length;
      char inlined[12];
    } inlined;
  } value;
};

const char* duckdb_library_version();
void duckdb_free(void* memory);

duckdb_state duckdb_create_config(duckdb_config* config);
duckdb_state duckdb_set_config(duckdb_config config, const char* name, const char* option);
void duckdb_destroy_config(duckdb_config* config);
duckdb_state duckdb_open_ext(const char* path, duckdb_database* database, duckdb_config config,
                             char** error);
void duckdb_close(duckdb_database* database);
duckdb_state duckdb_connect(duckdb_database database, duckdb_connection* connection);
void duckdb_disconnect(duckdb_connection* connection);

duckdb_state duckdb_query(duckdb_connection connection, const char* query, duckdb_result* result);
void duckdb_destroy_result(duckdb_result* result);
const char* duckdb_result_error(duckdb_result* result);
duckdb_data_chunk duckdb_fetch_chunk(duckdb_result result);

duckdb_state duckdb_prepare(duckdb_connection connection, const char* query,
                            duckdb_prepared_statement* statement);
void duckdb_destroy_prepare(duckdb_prepared_statement* statement);
const char* duckdb_prepare_error(duckdb_prepared_statement statement);
duckdb_state duckdb_bind_int64(duckdb_prepared_statement statement, idx_t index, int64_t value);
duckdb_state duckdb_bind_uint64(duckdb_prepared_statement statement, idx_t index, uint64_t value);
duckdb_state duckdb_bind_varchar_length(duckdb_prepared_statement statement, idx_t index,
                                        const char* value, idx_t length);
duckdb_state duckdb_bind_blob(duckdb_prepared_statement statement, idx_t index, const void* data,
                              idx_t length);
duckdb_state duckdb_execute_prepared(duckdb_prepared_statement statement, duckdb_result* result);

duckdb_logical_type duckdb_create_logical_type(duckdb_type type);
void duckdb_destroy_logical_type(duckdb_logical_type* type);
idx_t duckdb_vector_size();
duckdb_data_chunk duckdb_create_data_chunk(duckdb_logical_type* types, idx_t column_count);
void duckdb_destroy_data_chunk(duckdb_data_chunk* chunk);
void duckdb_data_chunk_reset(duckdb_data_chunk chunk);
idx_t duckdb_data_chunk_get_size(duckdb_data_chunk chunk);
void duckdb_data_chunk_set_size(duckdb_data_chunk chunk, idx_t size);
duckdb_vector duckdb_data_chunk_get_vector(duckdb_data_chunk chunk, idx_t column);
void* duckdb_vector_get_data(duckdb_vector vector);
uint64_t* duckdb_vector_get_validity(duckdb_vector vector);
void duckdb_vector_assign_string_element_len(duckdb_vector vector, idx_t index, const char* text,
                                             idx_t length);

duckdb_state duckdb_appender_create(duckdb_connection connection, const char* schema,
                                    const char* table, duckdb_appender* appender);
const char* duckdb_appender_error(duckdb_appender appender);
duckdb_state duckdb_append_data_chunk(duckdb_appender appender, duckdb_data_chunk chunk);
duckdb_state duckdb_appender_close(duckdb_appender appender);
duckdb_state duckdb_appender_destroy(duckdb_appender* appender);

}  // extern "C"
// NOLINTEND(readability-identifier-naming)
