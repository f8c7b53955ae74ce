"""Writes a static embedding as a folder that Scanner and every ONNX Runtime read."""
import json
import os

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

INT8, WEIGHT_MAX = 127, 127


def quantize(rows):
    """
    Rows as int8 × a weight of 1 to 127. Sums of 1,024 such products are below 2^24, where float32 stops counting: a
    vector depends neither on the order of sums nor on the batch its text came in.
    """
    unit = np.abs(rows).max() / (INT8 * WEIGHT_MAX)
    weights = np.clip(np.ceil(np.abs(rows).max(1) / (INT8 * unit) - 1e-9), 1, WEIGHT_MAX)
    whole = np.clip(np.rint(rows / (weights * unit)[:, None]), -INT8, INT8)
    return whole.astype(np.int8), weights.astype(np.uint8)


def write(folder, rows, tokenizer, settings):
    """config.json, tokenizer.json, scanner.json and model.onnx."""
    model = static_embedding(*quantize(rows))
    checker.check_model(model)
    os.makedirs(folder, exist_ok=True)
    save(model, os.path.join(folder, "model.onnx"))
    write_json(folder, "config.json", {"model_type": "static", "hidden_size": rows.shape[1]})
    write_json(folder, "tokenizer.json", {"version": "1.0", "model": tokenizer})
    write_json(folder, "scanner.json", settings)


def static_embedding(rows, weights):
    """
    input_ids, attention_mask [batch × tokens] int64 → sentence_embedding [batch × dim] float32, the sum of each token's
    row × its weight, and what it is the sum of: token_rows [batch × tokens × dim] int8, token_weights [batch × tokens]
    uint8. By these a program knows that it may sum by itself.
    """
    graph = helper.make_graph(
        [helper.make_node("Gather", ["rows", "input_ids"], ["token_rows"]),
         helper.make_node("Gather", ["weights", "input_ids"], ["token_weights"]),
         helper.make_node("Cast", ["token_rows"], ["row_values"], to=TensorProto.FLOAT),
         helper.make_node("Cast", ["token_weights"], ["weight_values"], to=TensorProto.FLOAT),
         helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
         helper.make_node("Mul", ["weight_values", "mask"], ["shares"]),
         helper.make_node("Unsqueeze", ["shares", "axis"], ["share_rows"]),
         helper.make_node("MatMul", ["share_rows", "row_values"], ["sums"]),
         helper.make_node("Squeeze", ["sums", "axis"], ["sentence_embedding"])],
        "static_embedding",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
         for name in ("input_ids", "attention_mask")],
        [helper.make_tensor_value_info("sentence_embedding", TensorProto.FLOAT, ["batch", rows.shape[1]]),
         helper.make_tensor_value_info("token_rows", TensorProto.INT8, ["batch", "tokens", rows.shape[1]]),
         helper.make_tensor_value_info("token_weights", TensorProto.UINT8, ["batch", "tokens"])],
        [numpy_helper.from_array(rows, "rows"), numpy_helper.from_array(weights, "weights"),
         numpy_helper.from_array(np.array([1], np.int64), "axis")])
    return helper.make_model(
        graph, producer_name="scanner", opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def write_json(folder, name, content):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as file:
        json.dump(content, file, ensure_ascii=False, indent=None if "model" in content else 2)
        file.write("\n")
