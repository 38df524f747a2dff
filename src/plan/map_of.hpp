#pragma once

#include <functional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "plan/forms.hpp"
#include "plan/reader.hpp"
#include "plan/shape.hpp"

namespace throughline::plan {

// What a member holds, without what says that it is optional, placed or a list.
template <class T>
struct Inner {
  using Type = T;
};

template <class T>
struct Inner<Placed<T>> : Inner<T> {};

template <class T>
struct Inner<std::optional<T>> : Inner<T> {};

template <class T>
struct Inner<std::vector<T>> : Inner<T> {};

template <class T>
inline constexpr bool kIsPlaced = false;
template <class T>
inline constexpr bool kIsPlaced<Placed<T>> = true;

template <class T>
inline constexpr bool kIsList = false;
template <class T>
inline constexpr bool kIsList<std::vector<T>> = true;

/// A member whose form is "a list of what `form` describes" where the member is one.
[[nodiscard]] inline ValueShape list_shape(ValueShape item) {
  return {.kind = ValueKind::List, .parts = {std::move(item)}};
}

// Puts what the form reads where it belongs. False if it could read nothing.
template <class V, class Form>
bool put(V& member, const Form& form, const document::Node& node, const Scope& scope) {
  auto value = form.read(node, scope);
  const bool read = value.has_value();
  if (read) {
    member = *std::move(value);
  }
  return read;
}

template <class V, class Form>
bool put(Placed<V>& member, const Form& form, const document::Node& node, const Scope& scope) {
  member.at = scope.reader.span(node);
  return put(member.value, form, node, scope);
}

template <class V, class Form>
bool put(std::optional<V>& member,
         const Form& form,
         const document::Node& node,
         const Scope& scope) {
  V value{};
  if (!put(value, form, node, scope)) {
    return false;
  }
  member = std::move(value);
  return true;
}

template <class V, class Form>
bool put(std::vector<V>& member, const Form& form, const document::Node& node, const Scope& scope) {
  if (node.kind != document::NodeKind::Sequence) {
    scope.wrong(node, "a list", "write [a, b], or one \"- \" a line");
    return false;
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    V value{};
    if (put(value, form, node.items[i], scope.item(i, scope.reader.span(node.items[i])))) {
      member.push_back(std::move(value));
    }
  }
  return true;
}

/// Reports what is wrong with a map's keys as such. False if the node is no map.
bool begin_map(const document::Node& node, const MapShape& map, const Scope& scope);

/// The entry of a key, or null where it is left out: without value, or with a placeholder where
/// another rule tells that.
const document::Entry* present(const document::Node& node, const KeyShape& key);

/// A form with the bounds that a key demands, if the form has bounds.
template <class Form>
Form bounded(Form form, const Demand& demand) {
  if constexpr (requires { form.bounds; }) {
    form.bounds = demand.bounds;
  }
  return form;
}

/// A map of the plan file: which keys it may have, and where each is kept in a T. Both are said in
/// one place, so that what is described, checked and read cannot come apart.
template <class T>
class MapOf {
 public:
  /// Reads the value of one key into its place.
  using ReadKey = std::function<void(T&, const document::Node&, const Scope&)>;

  MapOf(std::string_view name, std::string_view meaning) {
    shape_.name = name;
    shape_.meaning = meaning;
  }

  [[nodiscard]] const MapShape& shape() const { return shape_; }

  /// A key that is read by a function of its own.
  MapOf& custom(std::string_view name,
                ValueShape value,
                Demand demand,
                std::string_view meaning,
                ReadKey read) {
    value.bounds = demand.bounds;
    shape_.keys.push_back({name, std::move(value), std::move(demand), meaning});
    reads_.push_back(std::move(read));
    places_.push_back([](T&, Span) {});
    return *this;
  }

  /// A key kept in a member, read by a form.
  template <class Form, class Member>
  MapOf& with(const Form& given,
              std::string_view name,
              Member member,
              Demand demand,
              std::string_view meaning) {
    using Kept = std::remove_reference_t<std::invoke_result_t<Member, T&>>;
    const Form form = bounded(given, demand);
    custom(name,
           kIsList<Kept> ? list_shape(form.shape()) : form.shape(),
           std::move(demand),
           meaning,
           [member, form](T& out, const document::Node& node, const Scope& scope) {
             put(std::invoke(member, out), form, node, scope);
           });
    if constexpr (kIsPlaced<Kept>) {
      places_.back() = [member](T& out, Span at) { std::invoke(member, out).at = at; };
    }
    return *this;
  }

  /// A key kept in a member, read as its type says.
  template <class Member>
  MapOf& key(std::string_view name, Member member, Demand demand, std::string_view meaning);

  /// A key that names nodes of some types.
  template <class Member>
  MapOf& refs(std::string_view name,
              Member member,
              std::vector<NodeType> targets,
              Demand demand,
              std::string_view meaning) {
    return with(
        ReferenceForm{std::move(targets)}, name, std::move(member), std::move(demand), meaning);
  }

  /// Exactly one of these keys must be there.
  MapOf& one_of(std::vector<std::string_view> names) {
    shape_.one_of = std::move(names);
    return *this;
  }

  /// Reads every key of a map and reports those that are missing, unknown or repeated. What is left
  /// out stands where the map does. Nothing if the node is no map.
  std::optional<T> read(const document::Node& node, const Scope& scope) const {
    T out{};
    return read_into(out, node, scope) ? std::optional(std::move(out)) : std::nullopt;
  }

  bool read_into(T& out, const document::Node& node, const Scope& scope) const {
    if (!begin_map(node, shape_, scope)) {
      return false;
    }
    for (std::size_t i = 0; i < shape_.keys.size(); ++i) {
      const KeyShape& key = shape_.keys[i];
      if (const document::Entry* const entry = present(node, key)) {
        reads_[i](out, entry->value, scope.inside(key.name, scope.reader.span(*entry)));
      } else {
        places_[i](out, scope.at);
      }
    }
    if constexpr (requires { out.at; }) {
      out.at = scope.reader.span(node);
    }
    return true;
  }

 private:
  MapShape shape_;
  std::vector<ReadKey> reads_;
  std::vector<std::function<void(T&, Span)>> places_;  ///< of what is left out
};

/// The one description of a T.
template <class T>
const MapOf<T>& map_of();

template <class T>
struct MapForm {
  [[nodiscard]] static ValueShape shape() {
    return {.kind = ValueKind::Map, .map = &map_of<T>().shape()};
  }

  [[nodiscard]] static std::optional<T> read(const document::Node& node, const Scope& scope) {
    return map_of<T>().read(node, scope);
  }
};

template <class V>
auto form_of() {
  if constexpr (std::is_same_v<V, std::string>) {
    return TextForm{};
  } else if constexpr (std::is_same_v<V, bool>) {
    return FlagForm{};
  } else if constexpr (std::is_same_v<V, std::uint32_t>) {
    return CountForm{};
  } else if constexpr (std::is_same_v<V, Number>) {
    return NumberForm{};
  } else if constexpr (std::is_same_v<V, Delta>) {
    return DeltaForm{};
  } else if constexpr (std::is_same_v<V, Money>) {
    return MoneyForm{};
  } else if constexpr (std::is_same_v<V, CivilDate>) {
    return DateForm{};
  } else if constexpr (std::is_same_v<V, Length>) {
    return LengthForm{};
  } else if constexpr (std::is_same_v<V, schema::Grade>) {
    return GradeForm{};
  } else if constexpr (std::is_same_v<V, schema::Method>) {
    return MethodForm{};
  } else if constexpr (std::is_enum_v<V>) {
    return WordForm<V>{};
  } else {
    return MapForm<V>{};
  }
}

template <class T>
template <class Member>
MapOf<T>& MapOf<T>::key(std::string_view name,
                        Member member,
                        Demand demand,
                        std::string_view meaning) {
  using Kept = std::remove_reference_t<std::invoke_result_t<Member, T&>>;
  return with(
      form_of<typename Inner<Kept>::Type>(), name, std::move(member), std::move(demand), meaning);
}

}  // namespace throughline::plan
